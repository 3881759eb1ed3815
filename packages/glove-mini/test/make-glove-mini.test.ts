import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'

const original = process.env['WORDLOOM_GLOVE_6B_50D'] ?? join(homedir(), '.cache', 'glove', 'glove.6B.50d.txt')
const script = fileURLToPath(new URL('../scripts/make-glove-mini.mjs', import.meta.url))
const data = fileURLToPath(new URL('../data', import.meta.url))

it('should give the committed bytes again from the original file', async ({ skip }) => {
  if (!existsSync(original)) skip(`the original file is not here: set WORDLOOM_GLOVE_6B_50D (looked for ${original})`)
  const folder = await mkdtemp(join(tmpdir(), 'wordloom-mini-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))

  const made = spawnSync(process.execPath, [script, original, folder], { encoding: 'utf8' })

  expect(made.stderr).toBe('')
  const names = ['checksums.json', 'vectors.safetensors', 'vocabulary.txt']
  expect((await readdir(folder)).sort()).toEqual(names)
  for (const name of names) {
    expect((await readFile(join(folder, name))).equals(await readFile(join(data, name))), name).toBe(true)
  }
})
