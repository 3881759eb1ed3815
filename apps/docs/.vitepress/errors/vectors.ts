import type { Explanation } from './explanation.js'

/** Vocabularies, embeddings, files of vectors and where they come from. */
export const vectors = {
  VOCABULARY_EMPTY: {
    causes: [
      'The texts are empty, or hold only what the tokenizer drops.',
      '`minFrequency` is higher than any token occurs.',
    ],
    remedies: [
      'Lower `minFrequency`.',
      'Look at what the tokenizer makes of a text: `createTokenizer(spec)(text)`. For Chinese or Japanese choose one that needs no spaces.',
    ],
    example: [
      'No token is left for the vocabulary',
      {
        expected: 'a token that occurs at least 5 times',
        received: '120 different tokens',
        hint: 'Lower minFrequency.',
      },
    ],
  },
  VOCABULARY_DUPLICATE_TOKEN: {
    causes: [
      'A list of words has a word twice.',
      'Words were made the same by lower-casing or trimming after the list was made.',
    ],
    remedies: [
      'Remove the repetition: a token has one id.',
      'For a file of vectors, the option `duplicates` keeps the first or the last row of each word.',
    ],
    example: [
      'The token ⟨"the"⟩ occurs twice',
      { name: 'ids 2 and 811', hint: 'Keep one of them; ids must be unique.' },
    ],
  },
  VOCABULARY_TOKEN_NOT_TEXT: {
    causes: [
      'A token holds a line break or half of a surrogate pair, or the format uses a sign of it for something else, such as the space in a GloVe file.',
    ],
    remedies: [
      'Store the vocabulary as JSON (`vocabularyToJson`), which holds any token.',
      'Write vectors as `safetensors` or `npy`.',
      'Or clean the texts before the vocabulary is made.',
    ],
    example: [
      'The token ⟨"two\\nlines"⟩ contains ⟨a line feed⟩',
      { name: 'id 4711', hint: 'Write the vocabulary as JSON instead.' },
    ],
  },
  VOCABULARY_INVALID: {
    causes: ['`vocabulary.txt` was cut short, edited or replaced.', 'A JSON file is no vocabulary.'],
    remedies: [
      'Take the file from where it came from once more; its last line ends with a line feed.',
      'Do not edit the vocabulary of a model: ids are line numbers.',
    ],
    example: ['The last line has no end', { line: 5001, hint: 'The file was probably cut short.' }],
  },
  TOKEN_ID_OUT_OF_RANGE: {
    causes: [
      'Texts were encoded with another vocabulary than that of the model or embedding.',
      'Ids were counted from 1.',
    ],
    remedies: ['Encode with `model.vocabulary`.', 'Give unknown words the id 1 and padding the id 0.'],
    example: [
      'No token has this id',
      { expected: '0 to 4999', received: '5210', hint: 'Was the text encoded with another vocabulary?' },
    ],
  },
  OUT_OF_VOCABULARY: {
    causes: [
      'The word is misspelt, or in upper case while the vectors are of words in lower case.',
      'The vectors are of another language.',
      'The policy `error` was chosen for words without a vector.',
    ],
    remedies: [
      'Try the word in lower case, and ask `vocabulary.has(word)`.',
      'Choose another policy: `mean`, `zeros` or `random`.',
      'Take a larger set of vectors, or fastText vectors.',
    ],
    example: [
      'There is no vector for ⟨"colour"⟩',
      { hint: 'Check the spelling; many vectors are of words in lower case.' },
    ],
  },
  EMBEDDING_SHAPE: {
    causes: [
      'A matrix has more or fewer rows than the vocabulary has tokens: the rows of padding (0) and unknown (1) are easily forgotten.',
      'The dimension is another one.',
    ],
    remedies: ['Give `vocabulary.size × dimension` values, row by row.'],
    example: [
      'A matrix has one row for each token of the vocabulary',
      { expected: '5000 × 50 = 250000 values', received: 249900 },
    ],
  },
  EMBEDDING_DIMENSION: {
    causes: ['The model asks for another dimension than the vectors have, such as 100 for vectors of 50.'],
    remedies: [
      'Leave the dimension out: that of the vectors is taken.',
      'Or choose a set with the dimension you need, such as `6B.100d`.',
    ],
    example: [
      'The vectors have another dimension than the one asked for',
      {
        file: 'glove.6B.50d.txt',
        expected: 100,
        received: 50,
        hint: 'Leave the dimension out to take the one of the file.',
      },
    ],
  },
  NOT_A_NUMBER: {
    causes: [
      'A file is damaged, or a program wrote `nan` or `inf` into it.',
      'A training had diverged before the weights were stored.',
      'A number is larger than float32 can hold.',
    ],
    remedies: [
      'Look at the line or the name in the message.',
      'For vectors, the mode `lenient` leaves such rows out.',
      'For a model, train again with a lower learning rate.',
    ],
    example: [
      'A weight is NaN or infinite',
      { file: 'weights.safetensors', name: 'dense/kernel', hint: 'The file is damaged, or the training had diverged.' },
    ],
  },
  VECTORS_MALFORMED: {
    causes: [
      'The download or copy was cut short.',
      'The file has another format than was stated, or is a web page that was saved under its name.',
      'Tokens with spaces in them, as GloVe 840B has, in a file that was edited.',
    ],
    remedies: [
      'Compare the size and the checksum with those of the source; `wordloom vectors verify NAME` does so.',
      'Look at the line in the message.',
      'The mode `lenient` skips such rows, and the report counts them.',
    ],
    example: [
      'The file holds fewer words than its header states',
      {
        file: 'vectors.bin',
        byte: 81920,
        expected: 400000,
        received: 391,
        hint: 'It was cut short; mode `lenient` takes what is there.',
      },
    ],
  },
  VECTORS_EMPTY: {
    causes: ['The file has no bytes, or only a header.'],
    remedies: ['Download or copy it again.'],
    example: [
      'The file holds no vectors',
      { file: 'glove.6B.50d.txt', hint: 'Was the download or the copy interrupted?' },
    ],
  },
  CACHE_DAMAGED: {
    causes: ['The disk lost something, or another program wrote to the file.'],
    remedies: [
      'Remove the file: the next load builds it again from its source.',
      'Open it with `verify: true`, which does that by itself.',
    ],
    example: [
      'The cache does not hold what was written to it',
      {
        file: 'glove.6B.50d.txt.cache',
        byte: 4096,
        hint: 'Remove it, or open it with `verify: true`: it is then built again from its source.',
      },
    ],
  },
  VECTORS_UNKNOWN: {
    causes: ['The name of a set is misspelt.'],
    remedies: ['`wordloom vectors list` shows all names.', 'To read a file of your own, pass its path.'],
    example: [
      'No set of vectors is called ⟨"6b-50"⟩',
      {
        expected: 'one of glove-mini, 6B.50d, 6B.100d, …',
        received: '6b-50',
        hint: 'Sets of your own are passed with the option `catalogue`; files are opened by their path.',
      },
    ],
  },
  DOWNLOAD_FAILED: {
    causes: [
      'There is no network, or a proxy has to be used.',
      'The server is down, or the address has changed.',
      'In a browser: the server does not allow other pages to read from it (CORS).',
    ],
    remedies: [
      'Set `HTTPS_PROXY` and `NO_PROXY` if your network needs them.',
      'Try again: what has come is kept, and the download goes on from there.',
      'Name another place with the option `mirrors` or `WORDLOOM_VECTORS_MIRROR`.',
      'Or fetch the file by other means and put it into the cache folder under its usual name.',
    ],
    example: [
      'The server does not give the file',
      {
        file: 'glove.6B.zip',
        expected: 'status 200 or 206',
        received: 503,
        hint: 'The address may be out of date; name a mirror with the option `mirrors` or WORDLOOM_VECTORS_MIRROR.',
      },
    ],
  },
  DOWNLOAD_CORRUPT: {
    causes: [
      'A proxy or a login page answered instead of the server.',
      'A mirror has another file under the same name.',
    ],
    remedies: [
      'Open the address in a browser and see what comes.',
      'Try again, or name another mirror. What came is not kept.',
    ],
    example: [
      'The file at this place has another size than it should have',
      {
        file: 'glove.6B.zip',
        expected: '862182613 bytes',
        received: '4212 bytes',
        hint: 'It was changed or replaced; name a mirror with the option `mirrors` or WORDLOOM_VECTORS_MIRROR.',
      },
    ],
  },
  OFFLINE: {
    causes: [
      'Downloads are switched off, by an option or by `WORDLOOM_OFFLINE`, and something that is needed is not there.',
    ],
    remedies: [
      'Fetch it where there is a network, and copy the cache folder.',
      'Or allow downloads.',
      '`glove-mini` needs none: it comes with its package.',
    ],
    example: [
      'The vectors ⟨6B.50d⟩ are not here and nothing is downloaded',
      {
        file: '/home/ann/.cache/wordloom/glove.6B.50d.txt',
        hint: 'Put the file there yourself, or allow downloads: without the option `offline` and WORDLOOM_OFFLINE.',
      },
    ],
  },
  ARCHIVE_MALFORMED: {
    causes: [
      'A zip or gzip file was cut short or damaged.',
      'The archive does not hold the file that was asked for, or holds several.',
    ],
    remedies: ['Test it: `unzip -t FILE` or `gzip -t FILE`.', 'Name the entry of the archive that you mean.'],
    example: [
      'The gzip file is damaged or was cut short',
      { file: 'cc.de.300.vec.gz', hint: 'Download or copy it again, and compare its size and checksum.' },
    ],
  },
} satisfies Readonly<Record<string, Explanation>>
