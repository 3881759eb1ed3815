import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCases } from '../../programs/javascript/cases.mjs'
import { controlFolder } from '../../src/cases/control.js'
import { interopCases } from '../../src/cases/interop-case.js'
import { writeCaseFolder } from '../../src/cases/write-case-folder.js'
import { bufferOf, temporaryFolder } from '../support.js'

const cases = interopCases(50, 6)
const expected = cases.map(({ rows }, index) =>
  Float32Array.from({ length: rows.length * 3 }, (_, at) => index + at / 8),
)
const content = { model: Uint8Array.of(1, 2, 3), cases, expected }

describe('writeCaseFolder', () => {
  it('should write what programs read', async () => {
    const folder = join(await temporaryFolder(), 'cases')
    await writeCaseFolder(folder, content)
    const index = await readFile(join(folder, 'cases.tsv'), 'utf8')
    const read = [
      ...readCases(index, await bufferOf(join(folder, 'ids.bin')), await bufferOf(join(folder, 'expected.bin'))),
    ]
    expect(read).toEqual(
      cases.map(({ name, rows, ids, time }, at) => ({ name, batch: rows.length, time, ids, expected: expected[at] })),
    )
    expect(await readFile(join(folder, 'model.onnx'))).toEqual(Buffer.of(1, 2, 3))
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
