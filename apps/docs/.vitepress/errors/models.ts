import type { Explanation } from './explanation.js'

/** Stored models, checkpoints, ONNX files. */
export const models = {
  SAFETENSORS_MALFORMED: {
    causes: [
      'The file was cut short or damaged, or is no safetensors file.',
      'It is a pointer of Git LFS instead of the file itself: `git lfs pull` fetches it.',
    ],
    remedies: ['Take it from where it came from once more, and compare the size.'],
    example: [
      'The header is not a JSON object',
      { file: 'spam-model/weights.safetensors', byte: 8, hint: 'The file is damaged or no safetensors file.' },
    ],
  },
  TENSOR_MISSING: {
    causes: [
      '`weights.safetensors` is of another model than `model.json`.',
      'A file of vectors holds several matrices, and none was chosen.',
    ],
    remedies: ['Keep the files of a model folder together.', 'For vectors, name the tensor with the option `tensor`.'],
    example: [
      'The model needs a tensor that is not there',
      { file: 'spam-model/weights.safetensors', name: 'dense/kernel' },
    ],
  },
  TENSOR_SHAPE: {
    causes: [
      'Specification and weights are of different models.',
      '`model.json` was edited: units, labels and dimension decide the shapes.',
    ],
    remedies: [
      'Keep the files of a model folder together, and do not edit them.',
      'Compare both with `wordloom inspect MODEL`.',
    ],
    example: [
      'A tensor has another shape than the model needs',
      { file: 'spam-model/weights.safetensors', name: 'dense/kernel', expected: '[256, 64]', received: '[128, 64]' },
    ],
  },
  MODEL_SPEC_INVALID: {
    causes: [
      '`model.json` was edited or is of another program.',
      'An option of `model` has a value that no network can have.',
    ],
    remedies: [
      'Make specifications with `createModelSpec`, which fills in what is left out.',
      'Look at the name and the expectation in the message.',
    ],
    example: [
      'This is no model of Wordloom',
      { file: 'spam-model/model.json', expected: '"format": "wordloom-model"', received: 'undefined' },
    ],
  },
  MODEL_VERSION: {
    causes: ['The model was written by a newer version of Wordloom than the one that reads it.'],
    remedies: ['Update the `@wordloom` packages, all to the same version.'],
    example: [
      'The model was written by a newer version',
      {
        file: 'spam-model/model.json',
        expected: 'format version 1 or lower',
        received: 2,
        hint: 'Update the @wordloom packages.',
      },
    ],
  },
  MODEL_VOCABULARY_MISMATCH: {
    causes: [
      '`vocabulary.txt` was edited, sorted or replaced: each id would mean another word.',
      'Git changed its line ends: mark the file as binary in `.gitattributes`.',
    ],
    remedies: ['Restore the file that was saved with the model.'],
    example: [
      'The vocabulary is not the one the model was trained with',
      {
        file: 'spam-model/vocabulary.txt',
        expected: 'fingerprint 9f86d0…',
        received: '60303a…',
        hint: 'Restore the vocabulary.txt that was saved with the model.',
      },
    ],
  },
  CHECKPOINT_MISMATCH: {
    causes: [
      'The command or the data changed since the checkpoint was written.',
      'Fewer epochs were asked for than were done.',
    ],
    remedies: ['Go on with the same data and options; only the epochs may grow.', 'Or start anew in another folder.'],
    example: [
      'The checkpoint belongs to a training with other data or options',
      {
        file: 'checkpoints/step-000001000',
        name: 'batchSize',
        expected: '32, as in the checkpoint',
        received: 64,
        hint: 'Train with the same data and options, or choose another folder for the checkpoints.',
      },
    ],
  },
  CHECKPOINT_DAMAGED: {
    causes: [
      'Files in the folder were changed, or the disk lost something. A crash alone does not do this: checkpoints are written as a whole.',
    ],
    remedies: [
      'Restore the folder from a copy, or remove it to start anew.',
      'A single damaged checkpoint is passed over, and an older one is taken.',
    ],
    example: [
      'None of the checkpoints can be read',
      {
        file: 'checkpoints',
        received: 'A checkpoint is damaged: the file is empty (step-000001000/loop.json).',
        hint: 'Remove the folder to start anew.',
      },
    ],
  },
  ONNX_UNSUPPORTED: {
    causes: [
      'The file should take texts, and the tokenizer cannot be written as an ONNX graph.',
      'The file would be larger than the format allows.',
      'A weight is too large for the precision.',
    ],
    remedies: [
      'Export with `inputs: "ids"`, and make the ids in your program.',
      'Export with `fp32`, or with fewer words.',
      'Follow the hint in the message.',
    ],
    example: [
      'A weight is too large for float16',
      {
        name: 'embedding/embeddings, value 812',
        expected: 'at most 65504',
        received: 70112,
        hint: 'Export with precision int8 or fp32.',
      },
    ],
  },
  ONNX_MALFORMED: {
    causes: [
      'The file was cut short, or is no ONNX file.',
      'It was not exported by Wordloom and has parts that are not read here.',
      'The file with its external data is missing beside it.',
    ],
    remedies: ['Export the model again.', 'Keep all files of an export together.'],
    example: ['These bytes are no ONNX model', { hint: 'The file is damaged, was cut short, or has another format.' }],
  },
  ONNX_VERIFICATION_FAILED: {
    causes: [
      'The file was changed after the export, or belongs to another model.',
      'A runtime computes something differently. That is a defect, and we want to know of it.',
    ],
    remedies: [
      'Export the model again and verify it: `wordloom verify MODEL FILE`.',
      'Try another version of the runtime.',
      'If it stays: open an issue with the message and the version of the runtime.',
    ],
    example: [
      'Model and ONNX file give different numbers of probabilities',
      { name: "case 'padding on the left'", expected: 8, received: 4 },
    ],
  },
} satisfies Readonly<Record<string, Explanation>>
