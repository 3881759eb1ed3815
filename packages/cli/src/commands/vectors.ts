import type { Command } from 'commander'
import type { CommandIo } from '../io.js'
import { addVectorsAnalogyCommand } from './vectors/analogy.js'
import { addVectorsEvaluateCommand } from './vectors/evaluate.js'
import { addVectorsInfoCommand } from './vectors/info.js'
import { addVectorsSimilarCommand } from './vectors/similar.js'

/** `wordloom vectors`: the commands about word vectors. */
export function addVectorsCommand(program: Command, io: CommandIo): void {
  const group = program
    .command('vectors')
    .summary('say what is in word vectors, and question them')
    .description(
      'Says what is in files of word vectors, and asks them: nearest words, analogies, and how well they agree with people. ' +
        'A vector file is read once; a binary cache beside it (FILE.wordloom) answers from then on.',
    )
    .helpCommand('help [command]', 'print help for a command')
  addVectorsInfoCommand(group, io)
  addVectorsSimilarCommand(group, io)
  addVectorsAnalogyCommand(group, io)
  addVectorsEvaluateCommand(group, io)
}
