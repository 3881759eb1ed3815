import type { Command } from 'commander'
import type { CommandIo } from '../io.js'
import { addVectorsAnalogyCommand } from './vectors/analogy.js'
import { addVectorsConvertCommand } from './vectors/convert.js'
import { addVectorsDownloadCommand } from './vectors/download.js'
import { addVectorsEvaluateCommand } from './vectors/evaluate.js'
import { addVectorsInfoCommand } from './vectors/info.js'
import { addVectorsListCommand } from './vectors/list.js'
import { addVectorsRemoveCommand } from './vectors/remove.js'
import { addVectorsSimilarCommand } from './vectors/similar.js'
import { addVectorsVerifyCommand } from './vectors/verify.js'

/** `wordloom vectors`: the commands about word vectors. */
export function addVectorsCommand(program: Command, io: CommandIo): void {
  const group = program
    .command('vectors')
    .summary('get word vectors, look after them, and question them')
    .description(
      'Downloads word vectors, says what is in them, and asks them: nearest words, analogies, and how well they agree with ' +
        'people. A vector file is read once; a binary cache beside it (FILE.wordloom) answers from then on.',
    )
    .helpCommand('help [command]', 'print help for a command')
  addVectorsDownloadCommand(group, io)
  addVectorsListCommand(group, io)
  addVectorsVerifyCommand(group, io)
  addVectorsRemoveCommand(group, io)
  addVectorsInfoCommand(group, io)
  addVectorsConvertCommand(group, io)
  addVectorsSimilarCommand(group, io)
  addVectorsAnalogyCommand(group, io)
  addVectorsEvaluateCommand(group, io)
}
