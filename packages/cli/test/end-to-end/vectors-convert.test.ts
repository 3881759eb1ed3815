import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { runInProcess } from '../support/run-in-process.js'
import { temporaryFolder } from '../support/temporary-folder.js'
import { succeed, succeedInJson } from '../support/training-folder.js'

const folder = temporaryFolder()
const text = 'king 1 -0.5\nqueen 0.1 3e-7\n'

describe('vectors convert', () => {
  it('should write every format so that it comes back as it was', async () => {
    const source = await folder.write('royal.txt', text)
    for (const format of ['word2vec', 'word2vec-binary', 'npy', 'safetensors']) {
      const output = folder.path(`royal.${format === 'npy' ? 'npy' : format}`)
      expect((await succeed(['vectors', 'convert', source, output, '--format', format])).stdout).toBe(
        `${output}\t2 words\t${format}\n`,
      )
      const back = folder.path(`from-${format}.txt`)
      await succeed(['vectors', 'convert', output, back, '--format', 'glove', '--quiet'])
      expect(await readFile(back, 'utf8')).toBe(text)
    }
  })

  it('should take some words of the vectors that come with the command, and pack them', async () => {
    const words = await folder.write('words.txt', 'king\nqueen\nnot-a-word\n')
    const output = folder.path('some.txt.gz')
    const result = await succeedInJson([
      'vectors',
      'convert',
      'glove-mini',
      output,
      '--format',
      'word2vec',
      '--words',
      words,
      '--gzip',
    ])
    expect(result).toMatchObject({ words: 2, dimension: 50, format: 'word2vec' })
    expect(
      gunzipSync(await readFile(output))
        .toString()
        .split('\n')[0],
    ).toBe('2 50')
  })

  it('should refuse what is there, bad rows, and words that the format cannot hold', async () => {
    const spaced = await folder.write('spaced.txt', '. . 1 2\nb 3 4\n')
    const output = folder.path('refused.bin')
    const refused = await runInProcess(['vectors', 'convert', spaced, output, '--format', 'word2vec-binary'])
    expect(refused.code).not.toBe(0)
    expect(refused.stderr).toContain('it has a space')
    await folder.write('refused.bin', 'mine')
    const source = await folder.write('bad.txt', 'a 1 2\nb 3\n')
    const there = await runInProcess(['vectors', 'convert', source, output, '--format', 'glove', '--lenient'])
    expect(there.stderr).toContain('FILE_EXISTS')
    expect(
      (await runInProcess(['vectors', 'convert', source, output, '--format', 'glove', '--force'])).stderr,
    ).toContain('EMBEDDING_DIMENSION')
    const forced = await succeed(['vectors', 'convert', source, output, '--format', 'glove', '--lenient', '--force'])
    expect(forced.stderr).toContain('1 malformed row')
    expect(await readFile(output, 'utf8')).toBe('a 1 2\n')
  })
})
