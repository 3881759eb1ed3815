import type { Explanation } from './explanation.js'

/** Data and training. */
export const training = {
  DATA_EMPTY: {
    causes: [
      'The file has a header and nothing below it.',
      'All rows were drawn for validation.',
      'A filter before left nothing.',
    ],
    remedies: ['Open the file and look.', 'With few rows, train with `validation: 0`.'],
    example: ['The file has no rows of data', { file: 'reviews.csv' }],
  },
  DATA_COLUMN_MISSING: {
    causes: [
      'The name of a column is misspelt, or in another case than in the header.',
      'The file has another separator than its name says: the header is one long cell.',
      'The file has no header.',
    ],
    remedies: ['The message lists the columns that there are.', 'State the separator, or give the file a header.'],
    example: [
      "There is no column '⟨text⟩'",
      { file: 'reviews.csv', line: 1, name: 'text', expected: 'one of review, sentiment' },
    ],
  },
  DATA_MALFORMED: {
    causes: [
      'A quote was opened and never closed.',
      'A row has more or fewer cells than the header.',
      'A line of a JSON Lines file is no object.',
    ],
    remedies: [
      'Look at the line in the message, and at the one before.',
      'Write the file with a CSV library: it quotes what has to be quoted.',
    ],
    example: [
      'A line is not a JSON object',
      {
        file: 'reviews.jsonl',
        line: 17,
        expected: 'an object such as {"text": "…", "label": "…"}',
        received: 'an array',
      },
    ],
  },
  DATA_CHANGED: {
    causes: [
      'The file was written to while it was trained on.',
      '`rows()` of a dataset of your own does not begin anew, or gives rows in another order each time.',
    ],
    remedies: [
      'Train on a copy.',
      'Let `rows()` give the same rows in the same order whenever it is called: the training shuffles them.',
    ],
    example: [
      'A dataset gave other rows than in its first pass',
      {
        name: 'dataset',
        expected: '25000 rows',
        received: 24100,
        hint: 'rows() must give the same rows in the same order each time it is called, and the files must stay as they are.',
      },
    ],
  },
  DATA_LABELS: {
    causes: [
      'All rows have the same label, so that there is nothing to learn.',
      'The validation rows have a label that the training rows lack.',
      'The column holds something else, such as ids: there are far too many labels.',
    ],
    remedies: [
      'Count the labels of the column.',
      'Name the column that holds the labels.',
      'For several labels a text, give lists of labels (`--label-separator` on the command line).',
    ],
    example: [
      'Every row has the same label',
      {
        file: 'reviews.csv',
        name: 'sentiment',
        expected: 'two labels or more',
        received: "only 'positive' in 500 rows",
      },
    ],
  },
  TEXTS_EMPTY: {
    causes: [
      'The wrong column was named: it holds numbers, signs or nothing.',
      'The tokenizer drops all of it: one for languages with spaces finds no words elsewhere.',
    ],
    remedies: ['Name the column with the texts.', 'Choose a tokenizer for the language.'],
    example: [
      'No text has a single token',
      { name: 'texts', hint: 'The tokenizer drops punctuation and white space; is this the right column?' },
    ],
  },
  TRAINING_DIVERGED: {
    causes: [
      'The learning rate is too high.',
      'Few rows have huge weights.',
      'Pretrained vectors hold very large numbers.',
    ],
    remedies: [
      'Lower `optimizer.learningRate` to a third, or set `optimizer.globalClipNorm` to 1.',
      'The error is a `TrainingDivergedError`: its `model` has the best weights before.',
    ],
    example: [
      'The training diverged',
      {
        name: 'loss of epoch 1, step 42',
        expected: 'a finite number',
        received: 'NaN',
        hint: 'Lower optimizer.learningRate, or set optimizer.globalClipNorm.',
      },
    ],
  },
} satisfies Readonly<Record<string, Explanation>>
