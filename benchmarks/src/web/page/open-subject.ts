import type { EngineFactory } from '@wordloom/core'
import { kernelsEngine, type KernelThreadJob } from '@wordloom/kernels'
import { tfjsEngine } from '@wordloom/tfjs-engine'
import { defaultOptimizer } from '@wordloom/training'
import type { Dataset } from '../../train/data/dataset.js'
import { referenceSpec } from '../../train/data/reference-spec.js'
import { measuredEngine, type MeasuredNetwork } from '../../train/worker/measured-network.js'
import { tfjsLayersNetwork } from '../network/tfjs-layers-network.js'
import type { WebSubject } from '../protocol.js'
import { loadTfjs } from './load-tfjs.js'

/** What is measured, and what it is made of. */
export interface OpenSubject {
  readonly network: MeasuredNetwork
  readonly versions: Readonly<Record<string, string>>
}

/** Starts what is measured, in a worker. */
export async function openSubject(
  subject: WebSubject,
  dataset: Dataset,
  job: 'train' | 'predict',
): Promise<OpenSubject> {
  if (subject.network === 'kernels') {
    const { threads } = subject
    return {
      network: await engineOn(kernelsEngine({ threads, startThread: startKernelThread }), dataset, job),
      versions: {},
    }
  }
  const tf = await loadTfjs(subject.backend, subject.threads)
  const versions = { 'tfjs-core': tf.version_core }
  if (subject.network === 'tfjs-engine') return { network: await engineOn(tfjsEngine(tf), dataset, job), versions }
  const layers = await import('@tensorflow/tfjs-layers')
  return {
    network: tfjsLayersNetwork(tf, layers, dataset),
    versions: { ...versions, 'tfjs-layers': layers.version_layers },
  }
}

async function engineOn(
  createEngine: EngineFactory,
  dataset: Dataset,
  job: 'train' | 'predict',
): Promise<MeasuredNetwork> {
  const engine = await createEngine({
    spec: referenceSpec(dataset.sizes),
    vocabularySize: dataset.sizes.vocabularySize,
    weights: dataset.weights,
    ...(job === 'train' && { optimizer: defaultOptimizer }),
  })
  return measuredEngine(engine)
}

/** As `createWebTrainer` starts them. */
function startKernelThread(job: KernelThreadJob): void {
  const worker = new Worker(new URL('./kernel-thread-worker.js', import.meta.url), { type: 'module' })
  worker.postMessage(job)
}
