import type { Command } from 'commander'
import type { CommandIo } from '../io.js'
import { addTfjsNodeSetupCommand } from './tfjs-node/setup.js'

/** `wordloom tfjs-node`: the commands about TensorFlow.js on Node. */
export function addTfjsNodeCommand(program: Command, io: CommandIo): void {
  const group = program
    .command('tfjs-node')
    .summary('make TensorFlow.js with its native library work in Node')
    .description('Looks after @tensorflow/tfjs-node, which `--backend tensorflow` and other programs train with.')
    .helpCommand('help [command]', 'print help for a command')
  addTfjsNodeSetupCommand(group, io)
}
