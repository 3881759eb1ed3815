import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { onnx } from '../../src/exporter.js'
import type { ExportForm } from '../../src/graph/export-form.js'
import { randomModel } from '../support/models.js'
import { findPython, runPython } from '../support/python.js'
import { referenceClassifier, referenceProbabilities } from '../support/reference.js'

const python = findPython(['onnxruntime', 'numpy'])
const tokenizer = { type: 'word-runs', casing: 'unicode', separators: 'white-space-and-punctuation' } as const
const forms: readonly ExportForm[] = [{}, { inputs: 'tokens' }, { inputs: 'text' }, { optimize: 'unrolled' }]

/** Runs one program of the README beside a file, and gives the numbers that it prints. */
async function runProgram(form: ExportForm, tag: 'python' | 'js'): Promise<number[]> {
  // Beside this package, so that Node finds the runtime.
  const parent = tag === 'js' ? new URL('../../', import.meta.url).pathname : tmpdir()
  const folder = await mkdtemp(join(parent, '.wordloom-usage-'))
  try {
    const { files } = await onnx(form).export(referenceClassifier(randomModel({ tokenizer, maxLength: 4 })))
    for (const [name, bytes] of files) await writeFile(join(folder, name), bytes)
    const readme = new TextDecoder().decode(files.get('model.README.md'))
    const source = new RegExp(`\`\`\`${tag}\\n(.*?)\`\`\``, 's').exec(readme)![1]!
    const program = join(folder, tag === 'js' ? 'program.mjs' : 'program.py')
    await writeFile(program, source)
    const printed =
      tag === 'python'
        ? runPython(python.program, [program], folder)
        : spawnSync(process.execPath, [program], { cwd: folder, encoding: 'utf8' }).stdout
    return Array.from(printed.matchAll(/\d+\.\d+/g), ([number]) => Number(number))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

describe('the README beside a file', () => {
  const model = randomModel({ tokenizer, maxLength: 4 })
  const expected = [[2, 3], [3]].map((ids) => referenceProbabilities(model, ids)[0]!)

  it.each(forms)('should have a JavaScript program that runs: %o', async (form) => {
    const printed = await runProgram(form, 'js')
    expect(printed).toHaveLength(2)
    for (const [row, value] of printed.entries()) expect(value).toBeCloseTo(expected[row]!, 6)
  })

  it.skipIf(python.missing !== undefined).each(forms)('should have a Python program that runs: %o', async (form) => {
    const printed = await runProgram(form, 'python')
    expect(printed).toHaveLength(2)
    for (const [row, value] of printed.entries()) expect(value).toBeCloseTo(expected[row]!, 6)
  })

  it('should have one for each of six languages, filled in', async () => {
    const { files } = await onnx({ inputs: 'text' }).export(referenceClassifier(randomModel({ tokenizer })), {
      fileName: 'spam.onnx',
    })
    const readme = new TextDecoder().decode(files.get('spam.README.md'))
    const programs = [...readme.matchAll(/```(\w+)\n(.*?)```/gs)]
    expect(programs.map(([, tag]) => tag)).toEqual(['python', 'js', 'java', 'go', 'rust', 'cpp'])
    for (const [, , program] of programs) {
      expect(program).toContain('spam.onnx')
      expect(program).toContain('"word0 word1"'.replaceAll('"', ''))
      expect(program).not.toMatch(/undefined|\[object/)
    }
  })
})
