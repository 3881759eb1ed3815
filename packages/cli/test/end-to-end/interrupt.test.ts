import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { messages, toCsv } from '../support/dataset.js'
import { exitOf, shown, spawnCli, startCli } from '../support/spawn-cli.js'
import { temporaryFolder } from '../support/temporary-folder.js'

const folder = temporaryFolder()

const columns = ['--text', 'text', '--label', 'label']
const small = ['--embedding', 'random', '--dimension', '8', '--units', '4', '--hidden', '4']
const endless = ['--epochs', '1000000', '--patience', 'none']

// Windows has no SIGINT that one process could send another.
describe.skipIf(process.platform === 'win32')('Ctrl-C while training', () => {
  it('should save the best weights so far and exit with 130', async () => {
    const data = await folder.write('short.csv', toCsv(messages(200)))
    const output = folder.path('best')
    const child = startCli(['train', '--data', data, ...columns, ...small, ...endless, '--output', output])
    const exit = exitOf(child)
    await shown(child, /^epoch 2 /m)
    child.kill('SIGINT')
    const { code, stdout, stderr } = await exit
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' })
    expect(stderr).toMatch(/^error \[ABORTED\]: [^\n]*best weights so far, those of epoch \d+, are saved there\.\n$/m)
    const predicted = await spawnCli(['predict', output, 'free money'])
    expect(predicted.code, predicted.stderr).toBe(0)
  })

  it('should say so in JSON when asked', async () => {
    const data = await folder.write('json.csv', toCsv(messages(200)))
    const output = folder.path('json')
    const child = startCli(['train', '--data', data, ...columns, ...small, ...endless, '--output', output, '--json'])
    const exit = exitOf(child)
    await shown(child, /^epoch 1 /m)
    child.kill('SIGINT')
    const { code, stdout } = await exit
    expect(code).toBe(130)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'ABORTED', details: { file: output } } })
    expect(existsSync(output)).toBe(true)
  })

  it('should write nothing when no epoch ended', async () => {
    const data = await folder.write('long.csv', toCsv(messages(40_000, 100)))
    const output = folder.path('nothing/model')
    const child = startCli([
      'train',
      '--data',
      data,
      ...columns,
      ...endless,
      '--embedding',
      'random',
      '--output',
      output,
    ])
    const exit = exitOf(child)
    await shown(child, 'rows to train on')
    child.kill('SIGINT')
    const { code, stderr } = await exit
    expect(code).toBe(130)
    expect(stderr).not.toMatch(/^epoch /m)
    expect(stderr).toMatch(/^error \[ABORTED\]: [^\n]*No epoch had ended[^\n]*\n$/m)
    expect(existsSync(dirname(output))).toBe(false)
  })

  it('should quit at the second one, with a model that is whole or none', async () => {
    const data = await folder.write('twice.csv', toCsv(messages(200)))
    const output = folder.path('twice')
    const child = startCli(['train', '--data', data, ...columns, ...small, ...endless, '--output', output])
    const exit = exitOf(child)
    await shown(child, /^epoch 1 /m)
    child.kill('SIGINT')
    await shown(child, 'interrupted')
    child.kill('SIGINT')
    expect((await exit).code).toBe(130)
    if ((await readdir(folder.path('.'))).includes('twice')) {
      expect((await spawnCli(['predict', output, 'free money'])).code).toBe(0)
    }
  })

  it('should quit at the first one while nothing is at stake', async () => {
    const child = startCli(['predict', folder.path('best')])
    const exit = exitOf(child)
    child.stdin.write('free money\n')
    await once(child.stdout, 'data')
    child.kill('SIGINT')
    expect((await exit).code).toBe(130)
  })
})
