import { describe, expect, it } from 'vitest'
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
})
