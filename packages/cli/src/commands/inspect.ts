import type { Command } from 'commander'
import type { CommandIo } from '../io.js'
import { withExamples, withOutputMode, type OutputModeOptions } from '../options/shared-options.js'

/** `wordloom inspect`: what is in a model folder, an ONNX or safetensors file, or a vector file. */
export function addInspectCommand(program: Command, io: CommandIo): void {
  const command = program
    .command('inspect')
    .summary('say what is in a model, ONNX, safetensors or vector file')
    .description(
      'Says what is in a model folder, an .onnx file, a .safetensors file, or a file of word vectors (any other name).',
    )
    .argument('<path>', 'folder or file')
  withOutputMode(command)
  withExamples(command, [
    ['A model', 'inspect reviews-model'],
    ['An exported file, for a program', 'inspect reviews.onnx --json'],
    ['Word vectors', 'inspect glove.6B.50d.txt'],
  ])
  command.action(async (path: string, options: OutputModeOptions) => {
    const { inspect } = await import('./inspect-action.js')
    await inspect(path, options, io)
  })
}
