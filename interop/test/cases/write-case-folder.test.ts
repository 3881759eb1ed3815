import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCases, readStrings } from '../../programs/javascript/cases.mjs'
import { controlFolder } from '../../src/cases/control.js'
import { idCases } from '../../src/cases/id-cases.js'
import type { InteropCase } from '../../src/cases/interop-case.js'
import { writeCaseFolder } from '../../src/cases/write-case-folder.js'
import { bufferOf, temporaryFolder } from '../support.js'

const cases: InteropCase[] = idCases({ vocabularySize: 50, longestRow: 6 }).map(({ name, rows, ids, time }) => {
  return { name, rows, shape: [rows.length, time], values: ids }
})
const texts: InteropCase[] = [
  { name: 'one', rows: [[]], shape: [1], values: [''] },
  { name: 'three', rows: [[2], [], [3, 4]], shape: [3], values: ['\ufeffa\tb', '', 'é\n👍'] },
]
const expected = cases.map(({ rows }, index) =>
  Float32Array.from({ length: rows.length * 3 }, (_, at) => index + at / 8),
)
const content = { model: Uint8Array.of(1, 2, 3), cases, expected }

describe('writeCaseFolder', () => {
  it('should write what programs read', async () => {
    const folder = join(await temporaryFolder(), 'cases')
    await writeCaseFolder(folder, content)
    const index = await readFile(join(folder, 'cases.tsv'), 'utf8')
    const ids = new Int32Array(await bufferOf(join(folder, 'ids.bin')))
    const read = [...readCases(index, ids, await bufferOf(join(folder, 'expected.bin')))]
    expect(read).toEqual(cases.map(({ name, shape, values }, at) => ({ name, shape, values, expected: expected[at] })))
    expect(await readFile(join(folder, 'model.onnx'))).toEqual(Buffer.of(1, 2, 3))
  })

  it('should write texts as they are', async () => {
    const folder = await temporaryFolder()
    const probabilities = [Float32Array.of(1), Float32Array.of(2, 3, 4)]
    await writeCaseFolder(folder, { model: Uint8Array.of(1), cases: texts, expected: probabilities })
    const index = await readFile(join(folder, 'cases.tsv'), 'utf8')
    const strings = readStrings(await bufferOf(join(folder, 'strings.txt')))
    const read = [...readCases(index, strings, await bufferOf(join(folder, 'expected.bin')))]
    expect(read).toEqual(
      texts.map(({ name, shape, values }, at) => ({ name, shape, values, expected: probabilities[at] })),
    )
  })

  it('should replace what was there', async () => {
    const folder = await temporaryFolder()
    await writeCaseFolder(folder, content)
    await writeCaseFolder(folder, { ...content, cases: cases.slice(0, 2), expected: expected.slice(0, 2) })
    expect((await readFile(join(folder, 'cases.tsv'), 'utf8')).trim().split('\n')).toHaveLength(3)
  })
})

describe('controlFolder', () => {
  it('should be off in one number and have none in another', () => {
    const control = controlFolder(content)
    expect(control.cases).toEqual([cases[2], cases[5]])
    const [shifted, notANumber] = control.expected
    expect(shifted!.map((value, at) => value - expected[2]![at]!).filter((value) => value !== 0)).toEqual(
      Float32Array.of(0.25),
    )
    expect(notANumber!.filter((value) => Number.isNaN(value))).toHaveLength(1)
  })
})
