import { beforeAll, describe, expect, it } from 'vitest'
import { messages } from '../support/dataset.js'
import { runInProcess } from '../support/run-in-process.js'
import { temporaryFolder } from '../support/temporary-folder.js'
import { columns, smallNetwork, succeed, succeedInJson } from '../support/training-folder.js'

const folder = temporaryFolder()

const separator = ['--label-separator', '|']

let data = ''
let test = ''
let model = ''
let trained: Record<string, unknown> = {}

/** Two messages in one text are of both kinds, an empty one of none. */
function rowsOf(count: number, seed: number): string {
  const rows = messages(count, 8, seed)
  const lines = rows.map(({ text, label }, index) => {
    const next = rows[index + 1]
    if (index % 5 === 4 && next !== undefined) return `${text} ${next.text},${[label, next.label].join(' | ')}`
    return index % 5 === 3 ? 'the of and,' : `${text},${label}`
  })
  return `text,label\n${lines.join('\n')}\n`
}

beforeAll(async () => {
  data = await folder.write('train.csv', rowsOf(300, 1))
  test = await folder.write('test.csv', rowsOf(60, 2))
  model = folder.path('model')
  const settings = [...smallNetwork, '--epochs', '8', '--learning-rate', '0.05', '--test', test]
  trained = await succeedInJson(['train', '--data', data, ...columns, ...separator, ...settings, '--output', model])
})

describe('a model of several labels a text', () => {
  it('should be trained on fields that hold several', async () => {
    expect(trained).toMatchObject({ task: 'multi-label', labels: ['ham', 'spam'] })
    expect(trained['test']).toMatchObject({ rows: 60, threshold: 0.5 })
    expect((trained['test'] as { subsetAccuracy: number }).subsetAccuracy).toBeGreaterThan(0.8)
    expect((await succeed(['inspect', model])).stdout).toMatch(/^task +multi-label$/m)
  })

  it('should be measured label by label, at a threshold', async () => {
    const evaluate = ['evaluate', model, '--data', test, ...columns, ...separator]
    expect(await succeedInJson(evaluate)).toEqual({ model, data: test, ...(trained['test'] as object) })
    const all = await succeedInJson([...evaluate, '--threshold', '0'])
    expect(all).toMatchObject({ threshold: 0, perLabel: { ham: { recall: 1 }, spam: { recall: 1 } } })
    const { stdout } = await succeed([...evaluate, '--threshold', '0.9'])
    expect(stdout).toMatch(/^threshold +0\.9$/m)
    expect(stdout).toMatch(/^label +precision +recall +F1 +ROC AUC +rows +found +missed +wrong$/m)
    expect(stdout).toMatch(/^rows all right +0\.\d{4}$/m)
  })

  it('should predict the labels that hold, perhaps none', async () => {
    const texts = ['free money prize', 'lunch meeting notes', '']
    const printed = await succeed(['predict', model, '--threshold', '0', ...texts])
    expect(printed.stdout).toMatch(/^ham, spam\t0\.\d{4}, 0\.\d{4}\tfree money prize\n(ham, spam\t.*\n){2}$/)
    const json = await succeedInJson(['predict', model, ...texts])
    expect(json['predictions']).toMatchObject([{ labels: ['spam'] }, { labels: ['ham'] }, { text: '' }])
    const none = await succeed(['predict', model, '--threshold', '1', 'free money prize'])
    expect(none.stdout).toBe('\t\tfree money prize\n')
  })

  it('should be exported and verified', async () => {
    const output = folder.path('model.onnx')
    await succeed(['export', model, '--output', output, '--threads', '1'])
    expect(await succeedInJson(['verify', model, output, '--deterministic'])).toMatchObject({ model, file: output })
  })

  it('should be told what stands between labels, and refuse unknown ones with their line', async () => {
    const without = await runInProcess(['evaluate', model, '--data', test, ...columns])
    expect(without.code).toBe(2)
    expect(without.stderr).toContain('--label-separator')
    const file = await folder.write('eggs.csv', 'text,label\na,ham\nb,ham|eggs\n')
    const unknown = await runInProcess(['evaluate', model, '--data', file, ...columns, ...separator])
    expect(unknown.stderr).toMatch(/^error \[DATA_LABELS\].*line 3.*received eggs/)
  })
})

describe('a model of one label a text', () => {
  it('should refuse a threshold and a separator', async () => {
    const plain = await folder.write('plain.csv', 'text,label\nfree,spam\nlunch,ham\nfree,spam\nlunch,ham\n')
    const output = folder.path('plain')
    await succeed(['train', '--data', plain, ...columns, ...smallNetwork, '--validation', '0', '--output', output])
    for (const argv of [
      ['predict', output, 'a text', '--threshold', '0.5'],
      ['evaluate', output, '--data', plain, ...columns, '--threshold', '0.5'],
      ['evaluate', output, '--data', plain, ...columns, ...separator],
    ]) {
      const { code, stderr } = await runInProcess(argv)
      expect(code, argv.join(' ')).toBe(2)
      expect(stderr).toMatch(/--threshold|--label-separator/)
    }
  })
})
