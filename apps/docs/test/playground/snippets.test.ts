import { execFileSync, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { vocabularyToText, type Classifier } from '@wordloom/core'
import { exportOnnx } from '@wordloom/onnx-export'
import { saveModel, trainClassifier } from '@wordloom/trainer-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { downloads, snippets } from '../../playground/take-away/snippets.ts'
import { trainRequest } from '../../playground/training/train-request.ts'
import { spamSession } from '../support/spam-session.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const text = `Win a "prize", it's free`

const venv = join(root, '../../.venv/bin/python')
const python = process.env['WORDLOOM_PYTHON'] ?? (existsSync(venv) ? venv : 'python3')
const hasPython = spawnSync(python, ['-c', 'import numpy, onnxruntime'], { stdio: 'ignore' }).status === 0
const hasCurl = process.platform !== 'win32' && spawnSync('curl', ['--version'], { stdio: 'ignore' }).status === 0

describe('the programs of the playground', () => {
  let folder: string
  let classifier: Classifier
  let expected: number
  beforeAll(async () => {
    // Below this package, so that programs find its packages.
    await mkdir(join(root, 'node_modules'), { recursive: true })
    folder = await mkdtemp(join(root, 'node_modules', '.snippets-'))
    classifier = await trainClassifier(trainRequest(await spamSession({ epochs: 6 })))
    await saveModel(classifier, join(folder, downloads.folder))
    await writeFile(join(folder, downloads.onnx), exportOnnx(classifier))
    await writeFile(join(folder, downloads.vocabulary), vocabularyToText(classifier.vocabulary))
    expected = (await classifier.predict([text]))[0]!.probabilities['spam']!
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  function program(title: string): string {
    const { spec } = classifier
    return snippets(text, spec.task.labels, spec.maxLength).find((snippet) => snippet.title === title)!.code
  }

  it('should predict in Node', async () => {
    await writeFile(join(folder, 'program.mjs'), program('Node'))
    const printed = execFileSync(process.execPath, ['program.mjs'], { cwd: folder, encoding: 'utf8' })
    const [label, probability] = printed.trim().split(' ')
    expect(Number(probability)).toBeCloseTo(label === 'spam' ? expected : 1 - expected, 6)
  })

  it.skipIf(!hasPython)(
    hasPython
      ? 'should predict in Python'
      : `skipped: ${python} cannot import numpy and onnxruntime (set WORDLOOM_PYTHON)`,
    async () => {
      await writeFile(join(folder, 'program.py'), program('Python'))
      const printed = execFileSync(python, ['program.py'], { cwd: folder, encoding: 'utf8' })
      expect(Number(/'spam': ([\d.e-]+)/.exec(printed)![1])).toBeCloseTo(expected, 5)
    },
  )

  it.skipIf(!hasCurl)(hasCurl ? 'should answer to curl' : 'skipped: there is no curl', async () => {
    // The port of the program may be in use here, and the service has to end.
    const code = program('curl').replaceAll('8080', String(await freePort()))
    const script = `export PATH="${join(process.execPath, '..')}:$PATH"\n${code}kill $!\n`
    const printed = execFileSync('sh', ['-c', script], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    expect((JSON.parse(printed) as { probabilities: { spam: number } }).probabilities.spam).toBeCloseTo(expected, 6)
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
