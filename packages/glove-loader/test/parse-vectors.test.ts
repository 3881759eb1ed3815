import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseVectors } from '../src/index.js'
import { bytesOf, float32, parse, vectorOf, wordsOf } from './parse-text.js'

describe('rows', () => {
  it('should become an embedding with padding, the mean as unknown, and the words in order', async () => {
    const loaded = await parse('the 0.1 0.2\nof -1.5 2e-3\n')
    const { vocabulary, matrix, dimension } = loaded.embedding

    expect([...vocabulary.tokens()]).toEqual(['', '[UNK]', 'the', 'of'])
    expect(dimension).toBe(2)
    expect([...matrix]).toEqual(
      float32(0, 0, (Math.fround(0.1) - 1.5) / 2, (Math.fround(0.2) + Math.fround(2e-3)) / 2, 0.1, 0.2, -1.5, 2e-3),
    )
    expect(loaded.report).toMatchObject({ rows: 2, kept: 2, dimension: 2, header: undefined, unknownRow: 'policy' })
  })

  it('should be the same however the file is cut into pieces', async () => {
    const bytes = bytesOf('3 2\nthe 0.1 0.2\n. . 1 2\r\nof -1.5 2e-3')
    const whole = await parseVectors([bytes])
    for (let size = 1; size < bytes.length; size++) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        Buffer.from(bytes.subarray(index * size, (index + 1) * size)),
      )
      const loaded = await parseVectors(pieces)

      expect(wordsOf(loaded)).toEqual(['the', '. .', 'of'])
      expect(loaded.embedding.matrix).toEqual(whole.embedding.matrix)
    }
  })

  it('should give back any words and any numbers', async () => {
    const token = fc
      .string({
        unit: fc.constantFrom('a', 'é', '.', ' ', '\u00a0', '\u0085', '\u2028', '\ufeff', '\r', '\0', '😀', '0'),
        minLength: 1,
        maxLength: 5,
      })
      // A token that ends in a number and a file of one row are the one case that needs the dimension said.
      .filter((word) => !/\d *$/.test(word) && !word.startsWith('\ufeff'))
    const row = fc.tuple(
      fc.float({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(token, row), { minLength: 1, selector: ([word]) => word }),
        async (rows) => {
          const loaded = await parse(rows.map(([word, [a, b]]) => `${word} ${a} ${b}\n`).join(''))

          expect(wordsOf(loaded)).toEqual(rows.map(([word]) => word))
          for (const [word, values] of rows)
            expect(vectorOf(loaded, word)).toEqual(values.map((value) => Math.fround(Number(String(value)))))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('should make room for many rows', async () => {
    const lines = Array.from({ length: 30_000 }, (_, index) => `w${index} ${index} ${-index / 8}\n`)

    const { embedding, report } = await parseVectors(lines.map((line) => bytesOf(line)))

    expect(report.kept).toBe(30_000)
    expect(embedding.matrix).toHaveLength(30_002 * 2)
    expect([...embedding.vector('w29999')]).toEqual([29999, -29999 / 8])
    expect([...embedding.vector('w5')]).toEqual([5, -5 / 8])
  })
})

describe('the dimension', () => {
  it('should be that of most of the first rows', async () => {
    const loaded = await parse('. . . 1 2\nat 5 3 4\nof 5 6\n')

    expect(wordsOf(loaded)).toEqual(['. . .', 'at 5', 'of'])
    expect(loaded.report.tokensWithSpaces).toEqual({
      total: 2,
      examples: [
        { token: '. . .', line: 1 },
        { token: 'at 5', line: 2 },
      ],
    })
  })

  it.each([3, 1])('should be refused when %i is asked for and the file has 2', async (dimension) => {
    const options = { dimension, name: 'glove.2d.txt', mode: 'lenient' } as const
    await expect(parse('the 0.1 0.2\nof 1 2\n', options)).rejects.toMatchObject({
      code: 'EMBEDDING_DIMENSION',
      details: { file: 'glove.2d.txt', line: 1, expected: dimension, received: 2 },
    })
  })

  it('should be what is asked for where the rows leave a choice', async () => {
    const text = 'at 5 3 4\non 5 5 6\nof 5 6\n'

    expect(wordsOf(await parse(text, { dimension: 2 }))).toEqual(['at 5', 'on 5', 'of'])
    await expect(parse(text)).rejects.toMatchObject({ code: 'EMBEDDING_DIMENSION', details: { line: 3 } })
  })
})

describe('a header', () => {
  it.each([
    ['the right count', '2 3\nthe 1 2 3\nof 4 5 6\n', ['the', 'of']],
    ['too small a count', '1 3\nthe 1 2 3\nof 4 5 6\n', ['the', 'of']],
    ['too large a count', '999999999 3\nthe 1 2 3\n', ['the']],
    ['word2vec’s spaces', '2 3 \nthe 1 2 3 \nof 4 5 6 \n', ['the', 'of']],
  ])('should be recognised with %s', async (_, text, words) => {
    const loaded = await parse(text)

    expect(wordsOf(loaded)).toEqual(words)
    expect(loaded.report).toMatchObject({ header: { dimension: 3 }, rows: words.length, kept: words.length })
  })

  it('should be told from rows of dimension 1, by option where it looks like one', async () => {
    expect(wordsOf(await parse('7 3\nthe 1\nof 2\n'))).toEqual(['7', 'the', 'of'])
    expect(wordsOf(await parse('7 1\nthe 1\nof 2\n'))).toEqual(['the', 'of'])
    expect(wordsOf(await parse('7 1\nthe 1\nof 2\n', { header: false }))).toEqual(['7', 'the', 'of'])
    expect(wordsOf(await parse('7 1\n', { dimension: 1 }))).toEqual(['7'])
  })

  it('should be required, or agree with the rows, in strict mode', async () => {
    await expect(parse('the 1 2\n', { header: true })).rejects.toMatchObject({ code: 'VECTORS_MALFORMED' })
    const wrong = '2 100\nthe 1 2\nof 3 4\n'
    await expect(parse(wrong)).rejects.toMatchObject({
      code: 'EMBEDDING_DIMENSION',
      details: { line: 1, expected: 100, received: 2 },
    })
    expect(wordsOf(await parse(wrong, { mode: 'lenient' }))).toEqual(['the', 'of'])
    await expect(parse('2000000000 2\nthe 1 2\nof 3 4\n')).rejects.toMatchObject({ code: 'VECTORS_MALFORMED' })
  })
})

describe('a bad row', () => {
  it.each([
    ['too few numbers', 'of 1 2', 'EMBEDDING_DIMENSION', { expected: 3, received: 2 }, 'dimension', 12],
    ['a word for a number', 'of 1 x 3', 'NOT_A_NUMBER', { received: '"x"' }, 'not-a-number', 17],
    ['NaN', 'of 1 2 nan', 'NOT_A_NUMBER', { received: '"nan"' }, 'not-a-number', 19],
    ['an infinite number', 'of -inf 2 3', 'NOT_A_NUMBER', { received: '"-inf"' }, 'not-a-number', 15],
    ['a number beyond float32', 'of 1e39 2 3', 'NOT_A_NUMBER', { received: '"1e39"' }, 'not-a-number', 15],
    ['a merge marker', '<<<<<<< HEAD', 'EMBEDDING_DIMENSION', { expected: 3, received: 1 }, 'dimension', 12],
    ['no line at all', '', 'VECTORS_MALFORMED', {}, 'blank-line', 12],
  ] as const)('with %s should be an error, or skipped and counted', async (_, row, code, details, reason, byte) => {
    const text = `the 1.5 2 3\n${row}\nto 1 2 3\nin 4 5 6\n`

    await expect(parse(text, { name: 'f.txt' })).rejects.toMatchObject({
      code,
      details: { file: 'f.txt', line: 2, byte, ...details },
    })
    const loaded = await parse(text, { mode: 'lenient' })
    expect(wordsOf(loaded)).toEqual(['the', 'to', 'in'])
    expect(loaded.report).toMatchObject({
      rows: 4,
      kept: 3,
      skipped: { total: 1, reasons: { [reason]: 1 }, examples: [{ reason, line: 2, text: JSON.stringify(row) }] },
    })
  })

  it('that is cut off at the end of the file should be found', async () => {
    await expect(parse('the 1 2 3\nof 1 2 3\nto 1 2')).rejects.toMatchObject({
      details: { line: 3, byte: 19, received: 2 },
    })
  })

  it('with bytes that are not UTF-8 should name the byte; different ones should never become the same word', async () => {
    const bytes = ['the 1 2\nca', 0xf1, 'a 3 4\nca', 0xe9, 'a 5 6\nof 7 8\n'] as const

    await expect(parse(bytes)).rejects.toMatchObject({ code: 'INVALID_UTF8', details: { line: 2, byte: 11 } })
    const loaded = await parse(bytes, { mode: 'lenient' })
    expect(wordsOf(loaded)).toEqual(['the', 'of'])
    expect(loaded.report).toMatchObject({ skipped: { reasons: { 'invalid-utf8': 2 } }, duplicates: { total: 0 } })
  })

  it('with a token of special meaning should be skipped and reported', async () => {
    const loaded = await parse('the 1 2\n[UNK] 3 4\n 5 6\nof 7 8\n')

    expect(wordsOf(loaded)).toEqual(['the', 'of'])
    expect(loaded.report.skipped).toMatchObject({ total: 2, reasons: { 'special-token': 2 } })
    expect(loaded.embedding.matrix.subarray(2, 4)).toEqual(new Float32Array([4, 5]))
  })
})

describe('what is no vector file', () => {
  it.each([
    ['nothing', ''],
    ['only line ends', '\n\r\n\n'],
    ['only a header', '400000 50\n'],
    ['only a byte order mark', '\ufeff'],
  ])('should be refused: %s', async (_, text) => {
    await expect(parse(text)).rejects.toMatchObject({ code: 'VECTORS_EMPTY', details: { file: 'vectors' } })
  })

  it.each(['<!DOCTYPE html>\n<html><body>404 1 2</body>\n', '\n  <HTML>\n<p>1 2\n'])(
    'should be refused, saying so: an HTML page',
    async (text) => {
      await expect(parse(text, { mode: 'lenient' })).rejects.toMatchObject({
        code: 'VECTORS_MALFORMED',
        message: expect.stringContaining('HTML'),
      })
    },
  )

  it.each([
    ['prose', 'Once upon a time\nthere was a line\n', 'text file'],
    ['binary', ['abc', 0, 1, 2, '\n', 7], 'binary'],
  ] as const)('should be refused: %s', async (_, text, hint) => {
    await expect(parse(text)).rejects.toMatchObject({
      code: 'VECTORS_MALFORMED',
      details: { hint: expect.stringContaining(hint) },
    })
  })

  it('should be refused: a stream of strings', async () => {
    const strings: Iterable<unknown> = ['the 1 2\n']
    await expect(parseVectors(strings as Iterable<Uint8Array>)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  })
})

describe('duplicate tokens', () => {
  const text = 'a 1 2\nb 3 4\na 5 6\nc 7 8\na 9 10\n'

  it.each([
    ['first', [1, 2]],
    ['last', [9, 10]],
  ] as const)('should keep the %s row at the place of the first', async (duplicates, vector) => {
    const loaded = await parse(text, { duplicates })

    expect(wordsOf(loaded)).toEqual(['a', 'b', 'c'])
    expect(vectorOf(loaded, 'a')).toEqual(vector)
    expect(vectorOf(loaded, 'c')).toEqual([7, 8])
    expect(loaded.embedding.matrix).toHaveLength(5 * 2)
    expect(loaded.report.duplicates).toEqual({
      total: 2,
      examples: [
        { token: 'a', line: 3 },
        { token: 'a', line: 5 },
      ],
    })
  })

  it('should be an error when asked for', async () => {
    await expect(parse(text, { duplicates: 'error' })).rejects.toMatchObject({
      code: 'VOCABULARY_DUPLICATE_TOKEN',
      details: { line: 3, byte: 12 },
    })
  })
})

describe('a row <unk>', () => {
  it('should be the unknown row when it is the last, and no word', async () => {
    const loaded = await parse('2 2\nthe 1 2\nof 3 4\n<unk> 0.5 0.25\n')

    expect(wordsOf(loaded)).toEqual(['the', 'of'])
    expect(vectorOf(loaded, 'never seen')).toEqual([0.5, 0.25])
    expect(loaded.report).toMatchObject({ unknownRow: 'file', rows: 3, kept: 2 })
  })

  it('should be found with given words too', async () => {
    const loaded = await parse('the 1 2\nof 3 4\n<unk> 0.5 0.25\n', { words: new Set(['of']) })

    expect(wordsOf(loaded)).toEqual(['of'])
    expect(vectorOf(loaded, 'never seen')).toEqual([0.5, 0.25])
  })

  it('should be an ordinary word elsewhere, or when it is asked for', async () => {
    const elsewhere = await parse('the 1 2\n<unk> 0.5 0.25\nof 3 4\n')
    expect(wordsOf(elsewhere)).toEqual(['the', '<unk>', 'of'])
    expect(elsewhere.report.unknownRow).toBe('policy')

    const asked = await parse('the 1 2\n<unk> 0.5 0.25\n', { words: new Set(['<unk>']) })
    expect(wordsOf(asked)).toEqual(['<unk>'])
    expect(vectorOf(asked, '<unk>')).toEqual([0.5, 0.25])
  })

  it('should give way to a policy that the caller states', async () => {
    const loaded = await parse('the 1 2\n<unk> 0.5 0.25\n', { outOfVocabulary: { type: 'zeros' } })

    expect(wordsOf(loaded)).toEqual(['the'])
    expect(vectorOf(loaded, 'never seen')).toEqual([0, 0])
  })
})

describe('a choice of rows', () => {
  const text = 'a 1 2\nb 3 4\nnew york 5 6\nnew 7 8\n c 9 10\nd 11 12\n'

  it('should hold only the words asked for, those with spaces too', async () => {
    const words = new Set(['d', 'new york', ' c', 'missing', '', '[UNK]'])

    const loaded = await parse(text, { words })

    expect(wordsOf(loaded)).toEqual(['new york', ' c', 'd'])
    expect(vectorOf(loaded, 'new york')).toEqual([5, 6])
    expect(vectorOf(loaded, ' c')).toEqual([9, 10])
    expect(loaded.report).toMatchObject({ rows: 6, kept: 3, notAskedFor: 3 })
    expect(loaded.embedding.matrix).toHaveLength(5 * 2)
  })

  it('should be no error when no word is found', async () => {
    const loaded = await parse(text, { words: new Set(['missing']) })

    expect(wordsOf(loaded)).toEqual([])
    expect([...loaded.embedding.matrix]).toEqual([0, 0, 0, 0])
  })

  it('should not look at rows that nobody asks for', async () => {
    const broken = 'a 1 2\nb 3 4\nc oops 1\nd 5\n'

    expect(wordsOf(await parse(broken, { words: new Set(['b']) }))).toEqual(['b'])
    await expect(parse(broken, { words: new Set(['c']) })).rejects.toMatchObject({ code: 'NOT_A_NUMBER' })
  })

  it('should end at the limit without reading on', async () => {
    let pieces = 0
    let closed = false
    const endless = function* (): Generator<Uint8Array> {
      try {
        for (;;) yield bytesOf(`w${pieces++} 1 2\n`)
      } finally {
        closed = true
      }
    }

    const loaded = await parseVectors(endless(), { limit: 200 })

    expect(loaded.report).toMatchObject({ kept: 200, limited: true })
    expect(wordsOf(loaded).at(-1)).toBe('w199')
    expect(pieces).toBe(200)
    expect(closed).toBe(true)
  })

  it('should count words of the file for the limit, not duplicates and skipped rows', async () => {
    const odd = 'a 1 2\na 1 2\n[UNK] 1 2\nb oops 2\nc 1 2\nd 1 2\n'

    expect(wordsOf(await parse(odd, { limit: 2, mode: 'lenient' }))).toEqual(['a', 'c'])
    expect(wordsOf(await parse(odd, { limit: 3, mode: 'lenient', words: new Set(['d', 'a']) }))).toEqual(['a'])
    expect(wordsOf(await parse('a 1 2\n<unk> 3 4\nb 5 6\n', { limit: 2 }))).toEqual(['a', '<unk>'])
  })

  it.each([{ limit: 0 }, { limit: 1.5 }, { limit: NaN }, { dimension: 0 }, { dimension: 65_537 }, { dimension: -1 }])(
    'should be refused when it means nothing: %o',
    async (options) => {
      await expect(parse('a 1 2\n', options)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    },
  )
})

describe('cancelling and watching', () => {
  it('should stop between pieces and close the input', async () => {
    const controller = new AbortController()
    let closed = false
    const pieces = async function* (): AsyncGenerator<Uint8Array> {
      try {
        yield bytesOf('a 1 2\n')
        controller.abort('enough')
        yield bytesOf('b 1 2\n')
        expect.unreachable('nothing is read after that')
      } finally {
        closed = true
      }
    }

    await expect(parseVectors(pieces(), { signal: controller.signal })).rejects.toMatchObject({
      code: 'ABORTED',
      details: { cause: 'enough' },
    })
    expect(closed).toBe(true)
  })

  it('should report bytes', async () => {
    const seen: unknown[] = []
    const pieces = ['a 1 2\n', 'b 1 2\n'].map((text) => bytesOf(text))

    await parseVectors(pieces, { totalBytes: 12, onProgress: (progress) => seen.push(progress) })

    expect(seen).toEqual([
      { done: 6, total: 12 },
      { done: 12, total: 12 },
    ])
  })
})
