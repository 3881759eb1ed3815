import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { messages, toCsv } from '../support/dataset.js'
import { runInProcess } from '../support/run-in-process.js'
import { temporaryFolder } from '../support/temporary-folder.js'

const folder = temporaryFolder()

const columns = ['--text', 'text', '--label', 'label']
const small = ['--embedding', 'random', '--dimension', '4', '--units', '2', '--hidden', '2', '--epochs', '1']

async function goodData(): Promise<string> {
  return folder.write('good.csv', toCsv(messages(40)))
}

function train(data: string, output: string, ...more: string[]): ReturnType<typeof runInProcess> {
  return runInProcess(['train', '--data', data, ...columns, ...small, '--output', output, ...more])
}

describe('train refuses before it trains', () => {
  it.each([
    ['one class only', 'text,label\na,ham\nb,ham\n', 'DATA_LABELS'],
    ['no rows', 'text,label\n', 'DATA_EMPTY'],
    ['ragged rows', 'text,label\na,ham\nb\n', 'DATA_MALFORMED'],
    ['a missing column', 'text,lable\na,ham\n', 'DATA_COLUMN_MISSING'],
    ['empty texts', 'text,label\n"",ham\n"",spam\n', 'TEXTS_EMPTY'],
  ])('%s', async (_, content, expected) => {
    const data = await folder.write('bad.csv', content)
    const output = folder.path('never')
    const { code, stdout, stderr } = await train(data, output)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(new RegExp(`^error \\[${expected}\\]: [^\\n]+\\nSee https:\\S+\\n$`))
    expect(stderr).not.toContain('rows to train on')
    expect(await readdir(folder.path('.'))).not.toContain('never')
  })

  it.each([
    ['--data', 'FILE_NOT_FOUND'],
    ['--validation', 'FILE_NOT_FOUND'],
    ['--test', 'FILE_NOT_FOUND'],
    ['--embedding', 'FILE_NOT_FOUND'],
  ])('a file of %s that is not there', async (option, expected) => {
    const { code, stderr } = await train(await goodData(), folder.path('never'), option, folder.path('none.csv'))
    expect(code).toBe(1)
    expect(stderr).toMatch(new RegExp(`^error \\[${expected}\\]: [^\\n]*none\\.csv`))
  })

  it('labels of a validation file that the training rows lack', async () => {
    const validation = await folder.write('validation.csv', 'text,label\na,ham\nb,eggs\n')
    const { code, stderr } = await train(await goodData(), folder.path('never'), '--validation', validation)
    expect(code).toBe(1)
    expect(stderr).toMatch(/^error \[DATA_LABELS\].*validation\.csv, line 3.*received eggs/)
  })

  it('the same column for texts and labels', async () => {
    const { code } = await train(await goodData(), folder.path('never'), '--label', 'text')
    expect(code).toBe(2)
  })

  it('an output below a file', async () => {
    const data = await goodData()
    const { code, stderr } = await train(data, `${data}/model`)
    expect(code).toBe(1)
    expect(stderr).toMatch(/^error \[FILE_WRITE_FAILED\]/)
  })
})

describe('the output folder', () => {
  it('should be refused when it exists, and replaced with --force', async () => {
    const data = await goodData()
    const output = folder.path('model')
    expect((await train(data, output)).code).toBe(0)
    const before = await readFile(`${output}/weights.safetensors`)

    const refused = await train(folder.path('none.csv'), output)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(/^error \[FILE_EXISTS\]: [^\n]*--force[^\n]*\nSee https:\S+\n$/)
    expect((await readFile(`${output}/weights.safetensors`)).equals(before)).toBe(true)

    expect((await train(data, output, '--force', '--seed', '5')).code).toBe(0)
    expect((await readFile(`${output}/weights.safetensors`)).equals(before)).toBe(false)
  })

  it('should be refused even with --force when it holds other files', async () => {
    const output = folder.path('holiday')
    await mkdir(output)
    await writeFile(`${output}/beach.jpg`, 'precious')
    const { code, stderr } = await train(await goodData(), output, '--force')
    expect(code).toBe(1)
    expect(stderr).toMatch(/^error \[FILE_EXISTS\].*beach\.jpg/)
    expect(await readFile(`${output}/beach.jpg`, 'utf8')).toBe('precious')
  })

  it('should be refused with --force when it is a file', async () => {
    const output = await folder.write('file', 'precious')
    const { code, stderr } = await train(await goodData(), output, '--force')
    expect(code).toBe(1)
    expect(stderr).toMatch(/^error \[FILE_EXISTS\]/)
    expect(await readFile(output, 'utf8')).toBe('precious')
  })
})
