import type { Command } from 'commander'
import type { CommandIo } from '../../io.js'
import { withExamples, withOutputMode } from '../../options/shared-options.js'
import type { SetupCommandOptions } from './setup-action.js'

/** `wordloom tfjs-node setup`: tfjs-node on a TensorFlow that package registries have. */
export function addTfjsNodeSetupCommand(group: Command, io: CommandIo): void {
  const command = group
    .command('setup')
    .summary('build the native part of @tensorflow/tfjs-node')
    .description(
      'Installs @tensorflow/tfjs-node where it is missing, and builds its native part against a TensorFlow that pip ' +
        'downloads (about 275 MB), with the C++ compiler of this machine. Its own install script needs a host that many ' +
        'networks block. The result takes about 850 MB, works in Node 20 to 26, and is tried out at the end; nothing ' +
        'half-done is left. Linux on x64 and arm64, with glibc 2.27 or later.',
    )
    .argument('[folder]', 'where a program would import it', '.')
    .option('--wheel <file>', 'a wheel of TensorFlow that is there already: nothing is downloaded')
    .option('--keep-wheel', 'leave the wheel that was downloaded in the folder')
    .option('--force', 'build it anew although it works')
  withOutputMode(command)
  withExamples(command, [
    ['For the project in this folder', 'tfjs-node setup'],
    [
      'Without a network, where the package is installed',
      'tfjs-node setup my-project --wheel tensorflow_cpu-2.21.0-cp312-cp312-manylinux_2_27_x86_64.whl',
    ],
  ])
  command.action(async (folder: string, options: SetupCommandOptions) => {
    const { setup } = await import('./setup-action.js')
    await setup(folder, options, io)
  })
}
