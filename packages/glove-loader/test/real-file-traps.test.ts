import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { catalogue, loadVectors } from '../src/index.js'
import { float32, parse, vectorOf, wordsOf } from './parse-text.js'

/** What real vector files hold and other readers stumbled over; each with where it was reported. */
describe('real files', () => {
  it('should keep tokens with spaces, as in 840B (stanfordnlp/GloVe#191, #203)', async () => {
    const loaded = await parse('. . . -0.1573 -0.29517\nat name@domain.com 0.44321 -0.40005\nthe 0.27204 -0.06203\n')

    expect(wordsOf(loaded)).toEqual(['. . .', 'at name@domain.com', 'the'])
    expect(vectorOf(loaded, 'at name@domain.com')).toEqual(float32(0.44321, -0.40005))
  })

  it('should keep tokens that are nothing but white space (allenai/scitail#4, explosion/spaCy#737)', async () => {
    const tokens = ['\u00a0'.repeat(7), ' ', '  ', '\t', '\u3000', '\u2028', '\u2029', '\u200b', '\r', '\ufeff']
    const loaded = await parse(`the 0 0.5\n${tokens.map((token, index) => `${token} ${index} 0.5\n`).join('')}`)

    expect(wordsOf(loaded)).toEqual(['the', ...tokens])
    for (const [index, token] of tokens.entries()) expect(vectorOf(loaded, token)).toEqual([index, 0.5])
  })

  it('should keep NEL, the token of Twitter 27B that seems to lack a number (stanfordnlp/GloVe#159)', async () => {
    const loaded = await parse('a 1 2\n\u0085 3 4\nb\u0085c 5 6\n')

    expect(wordsOf(loaded)).toEqual(['a', '\u0085', 'b\u0085c'])
  })

  it('should keep line separators that some line readers cut at (nodejs/node#22448)', async () => {
    const loaded = await parse('a\u2028b 1 2\nc\u2029d 3 4\ne\rf 5 6\ng\vh 7 8\n')

    expect(wordsOf(loaded)).toEqual(['a\u2028b', 'c\u2029d', 'e\rf', 'g\vh'])
  })

  it('should count the replacement character that 840B holds twice as one word (stanfordnlp/GloVe#17)', async () => {
    const loaded = await parse('\ufffd 1 2\nthe 3 4\n\ufffd 5 6\n')

    expect(wordsOf(loaded)).toEqual(['\ufffd', 'the'])
    expect(loaded.embedding.matrix).toHaveLength(loaded.embedding.vocabulary.size * 2)
    expect(loaded.report.duplicates).toEqual({ total: 1, examples: [{ token: '\ufffd', line: 3 }] })
  })

  it('should not take words for the same that only trimming makes the same (facebookresearch/fastText#167)', async () => {
    const loaded = await parse('a 1 2\na\u00a0 3 4\n\u00a0a 5 6\na  7 8\n')

    expect(wordsOf(loaded)).toEqual(['a', 'a\u00a0', '\u00a0a', 'a '])
    expect(loaded.report.duplicates.total).toBe(0)
  })

  it('should keep a byte order mark inside the file and drop the one of the file', async () => {
    const loaded = await parse('\ufeffthe 1 2\n\ufeffof 3 4\nof 5 6\n')

    expect(wordsOf(loaded)).toEqual(['the', '\ufeffof', 'of'])
    expect(loaded.report.byteOrderMark).toBe(true)
    expect(wordsOf(await parse('\ufeff2 2\nthe 1 2\nof 3 4\n'))).toEqual(['the', 'of'])
  })

  it('should read a header whose count leaves out <unk> (stanfordnlp/GloVe, glove.c)', async () => {
    const loaded = await parse('2 2\nthe 1 2\nof 3 4\n<unk> 5 6\n')

    expect(wordsOf(loaded)).toEqual(['the', 'of'])
    expect(vectorOf(loaded, 'anything')).toEqual([5, 6])
  })

  it('should keep unk as the English word it is in published files (keras-team/keras#12124)', async () => {
    const loaded = await parse('the 1 2\nunk 3 4\n')

    expect(wordsOf(loaded)).toEqual(['the', 'unk'])
    expect(vectorOf(loaded, 'never seen')).toEqual([2, 3])
  })

  it('should take the width of files with context vectors and biases from their rows (glove.c, -model 0 and 3)', async () => {
    const loaded = await parse('the 1 2 0.1 3 4 0.2\nof 5 6 0.1 7 8 0.2\n')

    expect(loaded.report.dimension).toBe(6)
    expect(vectorOf(loaded, 'of')).toEqual(float32(5, 6, 0.1, 7, 8, 0.2))
  })

  it('should find a row that a cut download left (facebookresearch/fastText#1106)', async () => {
    await expect(parse('the 1 2 3\npatiny 1 2', { name: 'wiki.vec' })).rejects.toMatchObject({
      code: 'EMBEDDING_DIMENSION',
      details: {
        file: 'wiki.vec',
        line: 2,
        byte: 10,
        expected: 3,
        received: 2,
        hint: expect.stringContaining('cut short'),
      },
    })
  })

  it('should notice a line feed as a token (wikipedia2vec/wikipedia2vec#27)', async () => {
    const text = 'the 1 2\n\n 3 4\nof 5 6\n'

    await expect(parse(text)).rejects.toMatchObject({ code: 'VECTORS_MALFORMED', details: { line: 2 } })
    const loaded = await parse(text, { mode: 'lenient' })
    expect(wordsOf(loaded)).toEqual(['the', 'of'])
    expect(loaded.report.skipped.reasons).toEqual({ 'blank-line': 1, 'special-token': 1 })
  })

  it('should read line ends of Windows (deeplearning4j/deeplearning4j#4646)', async () => {
    const loaded = await parse('2 2\r\nthe 1 2\r\nof 3 4\r\n\r\n')

    expect(wordsOf(loaded)).toEqual(['the', 'of'])
    expect(vectorOf(loaded, 'of')).toEqual([3, 4])
  })

  it('should hold words that objects have as properties', async () => {
    const tokens = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']
    const loaded = await parse(tokens.map((token, index) => `${token} ${index} 1\n`).join(''))

    expect(wordsOf(loaded)).toEqual(tokens)
    expect(vectorOf(loaded, '__proto__')).toEqual([1, 1])
    expect(loaded.embedding.vocabulary.has('isPrototypeOf')).toBe(false)
    expect(wordsOf(await parse('__proto__ 1 2\nb 3 4\n', { words: new Set(['__proto__']) }))).toEqual(['__proto__'])
  })

  it('should take quotes, comment signs and words for missing values as words (pandas, polars, numpy)', async () => {
    const tokens = ['"', '#', "'s", 'nan', 'null', 'NA', 'inf', '1', '0.5', ',']
    const loaded = await parse(tokens.map((token, index) => `${token} ${index} 1\n`).join(''))

    expect(wordsOf(loaded)).toEqual(tokens)
    expect(vectorOf(loaded, 'nan')).toEqual([3, 1])
  })

  it('should leave vectors as long as they are (finalfusion normalises them)', async () => {
    expect(vectorOf(await parse('the 3 4\n'), 'the')).toEqual([3, 4])
  })

  it('should say that a saved error page is no file of vectors (shibing624/text2vec#20, kentonl/e2e-coref PR #63)', async () => {
    const pages = [
      '<!DOCTYPE html>\n<html><head><title>404</title>\n',
      '\ufeff<html>\n<p>1 2 3\n',
      '<?xml version="1.0"?>\n',
    ]
    for (const page of pages) {
      await expect(parse(page, { name: 'vectors.vec' })).rejects.toMatchObject({
        code: 'VECTORS_MALFORMED',
        message: expect.stringContaining('HTML page'),
        details: { file: 'vectors.vec', line: 1 },
      })
      await expect(loadVectors(gzipSync(page))).rejects.toMatchObject({ message: expect.stringContaining('HTML page') })
    }
  })

  it('should name the line of a merge marker (yanshao9798/tagger#5, #16)', async () => {
    const text = 'the 1 2\n<<<<<<< HEAD\nof 3 4\n=======\nof 3 5\n>>>>>>> theirs\n'

    await expect(parse(text)).rejects.toMatchObject({ code: 'EMBEDDING_DIMENSION', details: { line: 2, byte: 8 } })
    const loaded = await parse(text, { mode: 'lenient' })
    expect(wordsOf(loaded)).toEqual(['the', 'of'])
    expect(loaded.report.skipped.examples.map(({ line }) => line)).toEqual([2, 4, 6])
    expect(loaded.report.duplicates.total).toBe(1)
  })

  it('should refuse another dimension than the file was said to have (dotnet/machinelearning#3141)', async () => {
    const swapped = 'the 1 2 3\nof 4 5 6\n'

    await expect(parse(swapped, { dimension: 2, name: 'glove.2d.txt' })).rejects.toMatchObject({
      code: 'EMBEDDING_DIMENSION',
      details: { file: 'glove.2d.txt', expected: 2, received: 3 },
    })
    // Every set of the catalogue states its dimension, which is then asked for.
    expect(catalogue.every(({ file, dimension }) => file.includes(`.${dimension}d`) && dimension > 0)).toBe(true)
  })

  it('should take no file of an archive for another (spacy/training/initialize.py, open_file)', async () => {
    const archive = fileURLToPath(new URL('fixtures/several.zip', import.meta.url))

    await expect(loadVectors(archive)).rejects.toMatchObject({
      code: 'ARCHIVE_MALFORMED',
      details: { expected: 'one of tiny.2d.txt, tiny.3d.txt' },
    })
    for (const dimension of [2, 3]) {
      const { report } = await loadVectors(archive, { entry: `tiny.${dimension}d.txt` })
      expect(report.dimension).toBe(dimension)
    }
    await expect(loadVectors(archive, { entry: 'tiny.2d.txt', dimension: 3 })).rejects.toMatchObject({
      code: 'EMBEDDING_DIMENSION',
    })
  })

  it('should read binary vectors with line feeds between them and without (DimaKudosh/word2vec PR #4)', async () => {
    const row = (word: string, ...values: number[]): Buffer =>
      Buffer.concat([Buffer.from(`${word} `), Buffer.from(Float32Array.from(values).buffer)])
    const rows = [row('the', 1, 0.5), row('of', 2, -0.25)]
    const lineFeed = Buffer.from('\n')
    for (const between of [Buffer.of(), lineFeed]) {
      for (const last of [Buffer.of(), lineFeed]) {
        const file = Buffer.concat([Buffer.from('2 2\n'), rows[0]!, between, rows[1]!, last])
        const loaded = await loadVectors(new Uint8Array(file))
        expect(loaded.report.format).toBe('word2vec-binary')
        expect(wordsOf(loaded)).toEqual(['the', 'of'])
        expect(vectorOf(loaded, 'of')).toEqual([2, -0.25])
      }
    }
  })

  it('should read text in pieces, never as one string, which can hold no more than 2^29 characters (nodejs/node#9489)', async () => {
    // The test of more than 2^29 bytes is a slow one. Here no piece is decoded as a whole: what follows the limit is never asked for.
    const piece = new TextEncoder().encode(Array.from({ length: 100 }, (_, row) => `w${row} 1 2\n`).join(''))
    let asked = 0
    async function* stream(): AsyncGenerator<Uint8Array> {
      for (;;) {
        asked += 1
        yield piece
      }
    }
    const loaded = await loadVectors(stream(), { limit: 100 })
    expect(loaded.report.kept).toBe(100)
    expect(asked).toBeLessThan(10)
  })
})
