import type { Explanation } from './explanation.js'

/** Arguments, cancelling, files. */
export const files = {
  INVALID_ARGUMENT: {
    causes: [
      'An option has a value that it cannot have: a negative number of epochs, a share above 1, a misspelt name.',
      'Two options exclude each other.',
      'The value has another type than it seems, such as the text `"5"` for the number `5`.',
    ],
    remedies: [
      'Read which option the message names, and what it expects there.',
      'On the command line, `wordloom COMMAND --help` lists the options with their values.',
      'In TypeScript, let the compiler check the options: do not cast them.',
    ],
    example: [
      'A number of the form of an ONNX file is out of range',
      { name: 'opset', expected: 'a whole number from 13 to 21', received: '3' },
    ],
  },
  ABORTED: {
    causes: ['The `AbortSignal` that was passed was aborted, or Ctrl-C was pressed. This is no fault.'],
    remedies: [
      'Catch it where you cancel, and go on.',
      'A cancelled training is a `TrainingAbortedError`: its `classifier` has the best weights so far, if an epoch had ended.',
      'With [checkpoints](../command-line.md#long-trainings) a training goes on later where it was.',
    ],
    example: ['The work was cancelled', {}],
  },
  FILE_NOT_FOUND: {
    causes: [
      'The path is misspelt, or relative to another folder than the one the program runs in.',
      'A model is named by one of its files: name its folder.',
      'Vectors are named that are not in the cache folder.',
    ],
    remedies: [
      'Look where the path leads: `ls PATH` from the same folder.',
      'For vectors: `wordloom vectors list` shows which there are, `wordloom vectors download NAME` fetches them.',
    ],
    example: ['A file does not exist', { file: 'reviews.csv' }],
  },
  FILE_EXISTS: {
    causes: ['Nothing is replaced unless you say so, and something is there already.'],
    remedies: [
      'Choose another name.',
      'Or allow it: `{ overwrite: true }` in a program, `--force` on the command line. A folder that holds other things than a model is never replaced.',
    ],
    example: [
      'The output exists already',
      { file: 'spam-model', hint: 'Pass --force to replace it, or choose another --output.' },
    ],
  },
  FILE_READ_FAILED: {
    causes: [
      'A folder is where a file should be.',
      'The program may not read the file.',
      'The disk or the network drive failed while it was read.',
    ],
    remedies: [
      'Look at the code of the system in the message, such as `EACCES` (permissions) or `EISDIR` (a folder).',
      'Copy the file to a local disk and try again.',
    ],
    example: ['A folder cannot be read as a file', { file: 'data' }],
  },
  FILE_WRITE_FAILED: {
    causes: [
      'The disk, or the room that the browser gives to a site, is full.',
      'The program may not write into the folder.',
      'A part of the path is a file.',
    ],
    remedies: [
      'Free some space, or write elsewhere. Nothing half-written is left under the name that you gave; what was there before is still there.',
      'In a browser: remove other models, or ask for more room with `navigator.storage.persist()`. Private windows often give none.',
    ],
    example: [
      'Nothing can be written into the folder of the output',
      { file: '/models/spam', received: '/models', hint: 'Check its permissions, or choose another --output.' },
    ],
  },
  INVALID_UTF8: {
    causes: [
      'The file has another encoding, often Windows-1252 or UTF-16 from a spreadsheet.',
      'It is no text at all: an archive, or a binary file of vectors.',
    ],
    remedies: [
      'Save it as UTF-8, or convert it: `iconv -f WINDOWS-1252 -t UTF-8 data.csv > data-utf8.csv`.',
      'The message says at which line and byte: look there.',
      'For vectors, the mode `lenient` leaves such rows out and counts them.',
    ],
    example: [
      'The input is not UTF-8 text',
      {
        file: 'reviews.csv',
        line: 42,
        byte: 3120,
        received: '0xe9',
        hint: 'Save it as UTF-8, for example with: iconv -f WINDOWS-1252 -t UTF-8.',
      },
    ],
  },
} satisfies Readonly<Record<string, Explanation>>
