import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runInProcess } from '../support/run-in-process.js'
import { temporaryFolder } from '../support/temporary-folder.js'
import { succeed, succeedInJson } from '../support/training-folder.js'

const folder = temporaryFolder()

/** On two axes, royal and female: cosines can be told by hand, queen and woman 1.1 / √2 / √1.01. */
const royal = 'king 1 0\nqueen 1 1\nman 0.1 0\nwoman 0.1 1\nprince 1 0.1\nprincess 0.9 1.1\n'

async function vectorFile(name: string, content = royal): Promise<string> {
  await mkdir(folder.path(name))
  const file = join(folder.path(name), 'royal.txt')
  await writeFile(file, content)
  return file
}

interface Neighbors {
  readonly neighbors: readonly { readonly word: string; readonly similarity: number }[]
}

describe('vectors similar', () => {
  it('should find the words that gensim finds in the first 20,000 of glove.6B.50d', async () => {
    // `most_similar('king')` of gensim 4.4 over the same rows.
    const { stdout } = await succeed(['vectors', 'similar', 'king', '--topk', '4'])
    expect(stdout).toMatch(/^prince\t0\.823\d\nqueen\t0\.783\d\nii\t0\.774\d\nemperor\t0\.773\d\n$/)
  })

  it('should be near several words and far from others', async () => {
    const argv = ['vectors', 'similar', 'king', 'woman', '--negative', 'man', '--topk', '1']
    const result = (await succeedInJson(argv)) as unknown as Neighbors
    expect(result).toMatchObject({ vectors: 'glove-mini', positive: ['king', 'woman'], negative: ['man'] })
    expect(result.neighbors[0]).toMatchObject({ word: 'queen', similarity: expect.closeTo(0.8524, 3) })
  })

  it('should answer with words of a list only, and with the first words only', async () => {
    const list = await folder.write('list.txt', 'cat\r\nemperor\n\nqueen\nnot-a-word\n')
    const among = (await succeedInJson(['vectors', 'similar', 'king', '--among', list])) as unknown as Neighbors
    expect(among.neighbors.map(({ word }) => word)).toEqual(['queen', 'emperor', 'cat'])
    const vectors = await vectorFile('restricted')
    const argv = ['vectors', 'similar', 'king', '--vectors', vectors, '--restrict-vocabulary', '3']
    expect(((await succeedInJson(argv)) as unknown as Neighbors).neighbors.map(({ word }) => word)).toEqual([
      'man',
      'queen',
    ])
  })

  it('should keep a cache beside a file, and answer from it', async () => {
    const vectors = await vectorFile('cached')
    const argv = ['vectors', 'similar', 'queen', '--vectors', vectors, '--topk', '2']
    const first = await succeed(argv)
    expect(first.stdout).toBe('princess\t0.9950\nwoman\t0.7740\n')
    expect(first.stderr).toContain('There is no cache yet')
    expect((await readdir(folder.path('cached'))).sort()).toEqual(['royal.txt', 'royal.txt.wordloom'])
    expect(await succeed(argv)).toEqual({ code: 0, stdout: first.stdout, stderr: '' })
    await writeFile(vectors, `${royal}empress 1 1\n`)
    const third = await succeed(argv)
    expect(third.stdout).toMatch(/^empress\t1\.0000\nprincess\t/)
    expect(third.stderr).toContain('have changed')
  })

  it('should build a damaged cache anew', async () => {
    const vectors = await vectorFile('damaged')
    const argv = ['vectors', 'similar', 'queen', '--vectors', vectors]
    const { stdout } = await succeed(argv)
    const cache = `${vectors}.wordloom`
    const whole = await readFile(cache)
    // The vectors of king and queen in the matrix.
    const place = whole.indexOf(Buffer.from(Float32Array.of(1, 0, 1, 1).buffer))
    expect(place).toBeGreaterThan(0)
    const damaged = Buffer.from(whole)
    damaged[place + 2]! ^= 0x10
    await writeFile(cache, damaged)
    expect(await succeedInJson(['vectors', 'info', vectors])).toMatchObject({ readFrom: 'file', words: 6 })
    const again = await succeed(argv)
    expect(again.stdout).toBe(stdout)
    expect(again.stderr).toContain('writing a cache beside it')
    expect(await readFile(cache)).toEqual(whole)
  })

  it('should write no cache with --no-cache', async () => {
    const vectors = await vectorFile('uncached')
    const { stdout, stderr } = await succeed(['vectors', 'similar', 'queen', '--vectors', vectors, '--no-cache'])
    expect(stdout).toMatch(/^princess\t/)
    expect(stderr).toBe('')
    expect(await readdir(folder.path('uncached'))).toEqual(['royal.txt'])
  })

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'should read the file where no cache can be written (skipped for root, who can write anywhere)',
    async () => {
      const vectors = await vectorFile('read-only')
      await chmod(folder.path('read-only'), 0o555)
      const { stdout, stderr } = await succeed(['vectors', 'similar', 'queen', '--vectors', vectors])
      await chmod(folder.path('read-only'), 0o755)
      expect(stdout).toMatch(/^princess\t/)
      expect(stderr).toContain('no cache can be written')
    },
  )

  it('should say which words it does not know, and which was probably meant', async () => {
    const { code, stdout, stderr } = await runInProcess(['vectors', 'similar', 'kign'])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(
      /^error \[OUT_OF_VOCABULARY\]: "kign" has no vector \(glove-mini\)\. Did you mean "\w+"\?\nSee https:\S+\n$/,
    )
    const negative = await runInProcess(['vectors', 'similar', 'king', '--negative', 'Woman', '--json'])
    expect(JSON.parse(negative.stdout)).toMatchObject({ error: { code: 'OUT_OF_VOCABULARY' } })
  })

  it('should say where vectors may come from', async () => {
    const { code, stderr } = await runInProcess(['vectors', 'similar', 'king', '--vectors', 'nowhere.txt'])
    expect(code).toBe(1)
    expect(stderr).toContain('error [FILE_NOT_FOUND]: There are no such vectors (nowhere.txt): expected glove-mini')
    const inFolder = await runInProcess(['vectors', 'similar', 'king', '--vectors', folder.path('.')])
    expect(inFolder.stderr).toContain('Name a file in it')
  })

  it('should say where a file is malformed', async () => {
    const vectors = await vectorFile('malformed', `${royal}emperor 1 x\n`)
    const { code, stderr } = await runInProcess(['vectors', 'similar', 'king', '--vectors', vectors])
    expect(code).toBe(1)
    expect(stderr).toMatch(/error \[\w+\]: .*royal\.txt, line 7/)
    expect(await readdir(folder.path('malformed'))).toEqual(['royal.txt'])
  })
})

describe('vectors analogy', () => {
  it('should know the queen by either method', async () => {
    for (const method of ['3cosadd', '3cosmul']) {
      const argv = ['vectors', 'analogy', 'man', 'king', 'woman', '--method', method, '--topk', '2']
      expect(await succeedInJson(argv)).toMatchObject({
        ...{ vectors: 'glove-mini', a: 'man', b: 'king', c: 'woman', method },
        answers: [{ word: 'queen' }, { word: 'throne' }],
      })
    }
    const { stdout } = await succeed(['vectors', 'analogy', 'man', 'king', 'woman', '--topk', '1'])
    expect(stdout).toBe('queen\t0.8524\n')
  })

  it('should name a word it does not know once', async () => {
    const { code, stderr } = await runInProcess(['vectors', 'analogy', 'qqzzxxy', 'king', 'qqzzxxy'])
    expect(code).toBe(1)
    expect(stderr).toContain('"qqzzxxy" has no vector')
  })
})

describe('vectors info', () => {
  it('should say what is in the vectors that come with the command', async () => {
    const result = await succeedInJson(['vectors', 'info', 'glove-mini'])
    expect(result).toMatchObject({ vectors: 'glove-mini', readFrom: 'package', words: 20_000, dimension: 50 })
    expect((result['firstWords'] as string[]).slice(0, 3)).toEqual(['the', ',', '.'])
  })

  it('should say what is wrong with a file, and write nothing', async () => {
    const file = await vectorFile('odd', `7 2\n${royal}king 3 3\nbad 1\n`)
    const result = await succeedInJson(['vectors', 'info', file])
    expect(result).toMatchObject({
      readFrom: 'file',
      words: 6,
      dimension: 2,
      report: { header: { words: 7, dimension: 2 }, duplicates: { total: 1 }, skipped: { reasons: { dimension: 1 } } },
    })
    const { stdout } = await succeed(['vectors', 'info', file])
    expect(stdout).toMatch(/^malformed rows +dimension 1 \(lines 9\)$/m)
    expect(stdout).toMatch(/^header +7 words, dimension 2$/m)
    expect(await readdir(folder.path('odd'))).toEqual(['royal.txt'])
  })

  it('should answer from a cache that fits the file', async () => {
    const file = await vectorFile('known')
    await succeed(['vectors', 'similar', 'king', '--vectors', file])
    const cached = await succeedInJson(['vectors', 'info', file])
    expect(cached).toMatchObject({ readFrom: 'cache', words: 6, dimension: 2, firstWords: expect.any(Array) })
    await writeFile(file, `${royal}empress 1 1\n`)
    expect(await succeedInJson(['vectors', 'info', file])).toMatchObject({ readFrom: 'file', words: 7 })
  })

  it('should say how many words of a list have a vector', async () => {
    const words = await folder.write('vocabulary.txt', '\n[UNK]\nking\nQueen\nxyzzy\n')
    const result = await succeedInJson(['vectors', 'info', 'glove-mini', '--words', words])
    expect(result['coverage']).toEqual({ words: 3, found: 1, inLowerCase: 1, missingExamples: ['Queen', 'xyzzy'] })
    const { stdout } = await succeed(['vectors', 'info', 'glove-mini', '--words', words])
    expect(stdout).toMatch(/^with a vector +1 \(33\.3 %\)$/m)
    expect(stdout).toMatch(/^without, such as +Queen xyzzy$/m)
  })

  it('should refuse a list without a word', async () => {
    const words = await folder.write('empty.txt', '\n\n')
    expect((await runInProcess(['vectors', 'info', 'glove-mini', '--words', words])).stderr).toContain('DATA_EMPTY')
  })
})

describe('vectors evaluate', () => {
  it('should give correlations with ratings', async () => {
    const pairs = await folder.write(
      'pairs.tsv',
      '# rated\nking\tqueen\t9\nKING\tcoffee\t1\nking\tprince\t8\nking\tnope-nope\t5\n',
    )
    const result = await succeedInJson(['vectors', 'evaluate', '--pairs', pairs])
    expect(result).toMatchObject({ vectors: 'glove-mini', file: pairs, pairs: 3, outOfVocabulary: 25 })
    expect(result['spearman']).toMatchObject({ statistic: expect.closeTo(0.5, 12) })
    const sensitive = await succeedInJson(['vectors', 'evaluate', '--pairs', pairs, '--case-sensitive'])
    expect(sensitive).toMatchObject({ pairs: 2, outOfVocabulary: 50 })
    const counted = await succeedInJson(['vectors', 'evaluate', '--pairs', pairs, '--count-unknown'])
    expect(counted).toMatchObject({ pairs: 4, outOfVocabulary: 25 })
    const { stdout } = await succeed(['vectors', 'evaluate', '--pairs', pairs])
    expect(stdout).toMatch(/^unknown +25\.00 %$/m)
    expect(stdout).toMatch(/^Spearman +0\.5000 \(p 6\.7e-1\)$/m)
  })

  it('should give a table of sections', async () => {
    const questions =
      ': family\nman woman king queen\nman woman prince princess\nman woman king nope-nope\n: capital\nparis france rome spain\n'
    const analogies = await folder.write('questions.txt', questions)
    const { stdout } = await succeed(['vectors', 'evaluate', '--analogies', analogies])
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.trim().split(/ {2,}/))
    expect(lines[0]).toEqual(['section', 'accuracy', 'correct', 'asked', 'unknown'])
    expect(lines[1]!.slice(0, 1).concat(lines[1]!.slice(3))).toEqual(['family', '2', '1'])
    expect(lines[2]).toEqual(['capital', '0.00 %', '0', '1', '0'])
    expect(lines[3]![0]).toBe('total')
    const json = await succeedInJson(['vectors', 'evaluate', '--analogies', analogies, '--restrict-vocabulary', '10'])
    expect(json).toMatchObject({
      total: { correct: 0, incorrect: 0, unknown: 4, accuracy: null },
      outOfVocabulary: 100,
    })
  })

  it('should name the file that holds no questions', async () => {
    const empty = await folder.write('none.txt', 'hello\n')
    for (const option of ['--pairs', '--analogies']) {
      const { code, stderr } = await runInProcess(['vectors', 'evaluate', option, empty])
      expect(code).toBe(1)
      expect(stderr).toContain('error [DATA_EMPTY]')
      expect(stderr).toContain(empty)
    }
  })
})
