// Trains small networks from fixed seeds, and hashes every byte that comes out. Nothing here is particular to Node or to
// browsers, and every number comes from integers or from + - * / of float64.
import { createModelSpec, createRandom, weightShapes } from '@wordloom/core'
import { kernelsEngine } from '@wordloom/kernels'
import { cases } from './cases.mjs'

const steps = 100
const vocabularySize = 300
const batchSize = 50
const longest = 30

/**
 * The SHA-256, in hexadecimal, of all weights and optimizer slots after 100 steps of each case, by its name.
 *
 * @param {import('@wordloom/kernels').KernelsEngineOptions} [options] - threads, and what starts them
 * @returns {Promise<Record<string, string>>}
 */
export async function trainAndHash(options = {}) {
  const createEngine = kernelsEngine({ ...options, deterministic: true })
  /** @type {Record<string, string>} */
  const hashes = {}
  for (const [name, one] of Object.entries(cases)) hashes[name] = await hashOf(await train(createEngine, one))
  return hashes
}

async function train(createEngine, { labels, model, config, weighted = false, decay = 1 }) {
  const spec = createModelSpec(
    Array.from({ length: labels }, (_, label) => String(label)),
    { ...model, embedding: { dimension: 23 }, hidden: { units: 19 } },
  )
  const weights = startWeights(spec)
  const engine = await createEngine({ ...config, spec, vocabularySize, weights })
  const random = createRandom(2)
  let { learningRate } = config.optimizer
  for (let step = 0; step < steps; step++) {
    await engine.trainBatch(nextBatch(random, spec, weighted), { learningRate })
    learningRate *= decay
  }
  const state = engine.readState()
  engine.dispose()
  return state
}

function startWeights(spec) {
  const random = createRandom(1)
  return new Map(
    [...weightShapes(spec, vocabularySize)].map(([name, shape]) => {
      const length = shape.reduce((product, size) => product * size, 1)
      return [name, { shape, data: Float32Array.from({ length }, () => 0.1 * random.nextNormal()) }]
    }),
  )
}

/** Ragged rows, larger than one thread's share of rows and of words, now and then an empty one. */
function nextBatch(random, { task }, weighted) {
  const lengths = Int32Array.from({ length: batchSize }, () => random.nextInteger(longest + 1))
  const ids = new Int32Array(batchSize * longest)
  for (let row = 0; row < batchSize; row++) {
    for (let at = 0; at < lengths[row]; at++) ids[row * longest + at] = 1 + random.nextInteger(vocabularySize - 1)
  }
  const labels = task.labels.length
  const targets =
    task.type === 'multi-label'
      ? Int32Array.from({ length: batchSize * labels }, () => random.nextInteger(2))
      : Int32Array.from(lengths, () => random.nextInteger(labels))
  const batch = { batchSize, time: longest, ids, lengths, targets }
  return weighted ? { ...batch, weights: Float32Array.from(lengths, () => random.nextFloat() * 2) } : batch
}

async function hashOf(state) {
  const parts = [...state].flatMap(([name, { data }]) => [new TextEncoder().encode(name), littleEndian(data)])
  const digest = await crypto.subtle.digest('SHA-256', await new Blob(parts).arrayBuffer())
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function littleEndian(data) {
  const view = new DataView(new ArrayBuffer(4 * data.length))
  for (const [i, value] of data.entries()) view.setFloat32(4 * i, value, true)
  return new Uint8Array(view.buffer)
}
