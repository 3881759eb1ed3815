import { existsSync } from 'node:fs'
import { loadModel } from '@wordloom/trainer-node'
import { beforeAll, describe, expect, it } from 'vitest'
import { messages, toCsv } from '../support/dataset.js'
import { runInProcess } from '../support/run-in-process.js'
import { temporaryFolder } from '../support/temporary-folder.js'
import { columns, jsonLines, smallNetwork, succeed, succeedInJson, weightsHash } from '../support/training-folder.js'

const folder = temporaryFolder()

let data = ''
let trainings = 0

beforeAll(async () => {
  // Lengths differ, and the last column says how much a row counts.
  const rows = messages(120).map((row, index) => ({
    ...row,
    text: row.text
      .split(' ')
      .slice(index % 8)
      .join(' '),
  }))
  const lines = rows.map(({ text, label }, index) => `"${text}",${label},${index % 3}\n`)
  data = await folder.write('train.csv', `text,label,trust\n${lines.join('')}`)
})

/** Trains, and gives the model's folder. */
async function train(...more: readonly string[]): Promise<string> {
  trainings += 1
  const output = folder.path(`model-${trainings}`)
  await succeed(['train', '--data', data, ...columns, ...smallNetwork, '--output', output, ...more])
  return output
}

describe('options of the network', () => {
  it('should be those of the model', async () => {
    const network = ['--layers', '2', '--pooling', 'max', '--dropout', '0.25', '--reset-before', '--units', '2']
    const words = ['--max-length', '5', '--max-tokens', '12', '--dimension', '3', '--hidden', '5']
    const output = await train(...network, ...words, '--freeze-embedding')
    const { spec, vocabulary } = await loadModel(output)
    expect(spec).toMatchObject({
      maxLength: 5,
      embedding: { dimension: 3, trainable: false },
      encoder: { units: 2, layers: 2, pooling: 'max', dropout: 0.25, resetAfter: false },
      hidden: { units: 5 },
    })
    expect(vocabulary.size).toBe(12)
    const { stdout } = await succeed(['inspect', output])
    expect(stdout).toContain(
      'embedding 3, 2 layers of GRU 2 × 2 (reset before the product), max of all states, dropout 0.25, dense 5',
    )
    expect(stdout).toMatch(/^embedding started from {2}random, frozen$/m)
  })

  it('should leave those of Keras out where nothing is said', async () => {
    const output = await train()
    const { spec } = await loadModel(output)
    expect(spec.encoder).toMatchObject({ layers: 1, pooling: 'last', dropout: 0, resetAfter: true })
    expect(spec.embedding.trainable).toBe(true)
    const { stdout } = await succeed(['inspect', output])
    expect(stdout).toContain('embedding 4, GRU 2 × 3, dense 3\n')
    expect(stdout).toMatch(/^epoch {2}loss +accuracy +validation loss +validation accuracy +learning rate +seconds$/m)
    expect(stdout).toMatch(/^2 .* 0\.01 +\d+\.\d$/m)
  })

  it('should drop words that are too rare', async () => {
    const all = (await loadModel(await train())).vocabulary.size
    const frequent = (await loadModel(await train('--min-frequency', '30'))).vocabulary.size
    expect(frequent).toBeGreaterThan(2)
    expect(frequent).toBeLessThan(all)
  })

  it('should keep all vectors as they are, or only the pretrained ones', async () => {
    const vectors = await folder.write('own.txt', 'free 1 0 0.5\nlunch 0 1 0.25\nnobody 1 1 1\n')
    const trainWith = async (...more: readonly string[]): Promise<(word: string) => number[]> => {
      const output = await train('--embedding', vectors, '--dimension', '3', ...more)
      const { vocabulary, weights } = await loadModel(output)
      const { data: table } = weights.get('embedding/embeddings')!
      return (word) => {
        const id = vocabulary.encode([word])[0]!
        expect(id).toBeGreaterThan(1)
        return [...table.subarray(3 * id, 3 * id + 3)]
      }
    }
    const trained = await trainWith()
    const frozen = await trainWith('--freeze-embedding', 'all')
    const partly = await trainWith('--freeze-embedding', 'pretrained')
    expect(trained('free')).not.toEqual([1, 0, 0.5])
    expect(frozen('free')).toEqual([1, 0, 0.5])
    expect(partly('free')).toEqual([1, 0, 0.5])
    expect(partly('lunch')).toEqual([0, 1, 0.25])
    expect(partly('money')).not.toEqual(frozen('money'))
  })
})

describe('options of the training', () => {
  it('should each lead to other weights', async () => {
    const variants: readonly (readonly string[])[] = [
      [],
      ['--no-bucketing'],
      ['--batch-size', '16'],
      ['--class-weights', 'spam=3,ham=0.5'],
      ['--label-smoothing', '0.2'],
      ['--weight', 'trust'],
      ['--dropout', '0.5'],
      ['--embedding-updates', 'dense'],
      ['--clip-norm', '0.01'],
      ['--optimizer', 'adamw'],
      ['--optimizer', 'adamw', '--weight-decay', '0.5'],
      ['--optimizer', 'sgd'],
      ['--optimizer', 'sgd', '--momentum', '0.9'],
      ['--optimizer', 'sgd', '--momentum', '0.9', '--nesterov'],
      ['--optimizer', 'rmsprop'],
      ['--optimizer', 'rmsprop', '--momentum', '0.5'],
    ]
    const hashes = new Map<string, string>()
    for (const variant of variants) {
      const hash = await weightsHash(await train(...variant))
      expect(hashes.get(hash), variant.join(' ')).toBeUndefined()
      hashes.set(hash, variant.join(' '))
    }
  })

  it('should give the same weights on any number of threads', async () => {
    const one = await weightsHash(await train('--threads', '1', '--deterministic'))
    expect(await weightsHash(await train('--threads', '2', '--deterministic'))).toBe(one)
    expect(await weightsHash(await train('--deterministic'))).toBe(one)
  })

  it('should take the balanced weights for what they are', async () => {
    const rows = messages(120).filter(({ label }, index) => label === 'ham' || index % 4 === 1)
    const uneven = await folder.write('uneven.csv', toCsv(rows))
    const [ham, spam] = ['ham', 'spam'].map((name) => rows.filter(({ label }) => label === name).length)
    const weights = `ham=${rows.length / 2 / ham!},spam=${rows.length / 2 / spam!}`
    const all = ['--data', uneven, '--validation', '0']
    const balanced = await weightsHash(await train(...all, '--class-weights', 'balanced'))
    expect(await weightsHash(await train(...all, '--class-weights', weights))).toBe(balanced)
    expect(await weightsHash(await train(...all))).not.toBe(balanced)
  })

  it('should refuse the weight of a label that does not occur', async () => {
    const argv = ['train', '--data', data, ...columns, ...smallNetwork, '--class-weights', 'eggs=2']
    const { code, stderr } = await runInProcess([...argv, '--output', folder.path('never')])
    expect(code).toBe(1)
    expect(stderr).toMatch(/^error \[DATA_LABELS\].*eggs/)
  })

  it('should keep the last good weights when the loss stops being a number', async () => {
    const wild = ['--optimizer', 'sgd', '--learning-rate', '1e30']
    const diverge = async (output: string, ...more: readonly string[]): Promise<string> => {
      const argv = ['train', '--data', data, ...columns, ...smallNetwork, ...wild, ...more, '--output', output]
      const { code, stderr } = await runInProcess(argv)
      expect(code).toBe(1)
      return stderr
    }
    const never = folder.path('diverged-at-once')
    expect(await diverge(never)).toMatch(
      /^error \[TRAINING_DIVERGED\].*epoch 1, step \d+.*Lower --learning-rate, or set --clip-norm\.$/m,
    )
    expect(existsSync(never)).toBe(false)
    // The first epoch is one step of rate 0.
    const output = folder.path('diverged-later')
    const later = await diverge(output, '--batch-size', '200', '--warmup-steps', '1', '--epochs', '4')
    expect(later).toMatch(/^error \[TRAINING_DIVERGED\].*diverged-later.*those of epoch 1, are saved there\.$/m)
    expect((await loadModel(output)).bestEpoch).toBe(1)
  })
})

describe('the learning rate', () => {
  /** The learning rate of every step and of the end of every epoch. */
  async function rates(...more: readonly string[]): Promise<{ steps: number[]; epochs: number[] }> {
    const history = folder.path(`history-${trainings + 1}.jsonl`)
    await train('--epochs', '4', '--history', history, '--history-steps', ...more)
    const lines = await jsonLines(history)
    const of = (type: string): number[] =>
      lines.filter((line) => line['type'] === type).map((line) => line['learningRate'] as number)
    return { steps: of('step'), epochs: of('epoch') }
  }

  it('should be that of the optimizer where nothing is said', async () => {
    const settings = smallNetwork.filter((word) => !['--learning-rate', '0.01'].includes(word))
    const learningRateOf = async (optimizer: string): Promise<number> => {
      const output = folder.path(`default-${optimizer}`)
      const argv = ['train', '--data', data, ...columns, ...settings, '--optimizer', optimizer, '--output', output]
      const { history } = (await succeedInJson(argv)) as { history: { learningRate: number }[] }
      return history[0]!.learningRate
    }
    expect(await learningRateOf('adam')).toBe(0.001)
    expect(await learningRateOf('sgd')).toBe(0.01)
  })

  it('should stay, after a warm-up', async () => {
    const { steps, epochs } = await rates('--warmup-steps', '5')
    expect(steps.slice(0, 7)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1, 1].map((share) => share * 0.01))
    expect(epochs).toEqual([0.01 * 0.6, 0.01, 0.01, 0.01])
  })

  it('should fall along a cosine', async () => {
    const { steps } = await rates('--schedule', 'cosine', '--minimum-rate', '0.002')
    expect(steps[0]).toBe(0.01)
    expect(steps[steps.length / 2]).toBeCloseTo(0.006, 10)
    expect(steps.at(-1)).toBeLessThan(0.0025)
    const short = await rates('--schedule', 'cosine', '--decay-steps', '6')
    expect(short.steps[6]).toBe(0)
  })

  it('should fall in steps', async () => {
    const { epochs } = await rates('--schedule', 'step', '--schedule-epochs', '2', '--schedule-factor', '0.25')
    expect(epochs).toEqual([0.01, 0.01, 0.0025, 0.0025])
    expect((await rates('--schedule', 'step')).epochs).toEqual([0.01, 0.005, 0.0025, 0.00125])
  })

  it('should fall on a plateau', async () => {
    const still = ['--schedule', 'plateau', '--learning-rate', '1e-9']
    const { epochs } = await rates(...still, '--schedule-factor', '0.5', '--minimum-rate', '4e-10')
    expect(epochs).toEqual([1e-9, 1e-9, 5e-10, 4e-10])
    expect((await rates(...still, '--schedule-epochs', '2')).epochs).toEqual([1e-9, 1e-9, 1e-9, 1e-9 * 0.1])
  })
})
