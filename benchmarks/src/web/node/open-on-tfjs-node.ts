import type * as core from '@tensorflow/tfjs-core'
import type * as layers from '@tensorflow/tfjs-layers'
import type { EngineFactory } from '@wordloom/core'
import { defaultOptimizer } from '@wordloom/training'
import type { Dataset, NetworkSizes } from '../../train/data/dataset.js'
import { referenceSpec } from '../../train/data/reference-spec.js'
import { importBuilt } from '../../train/worker/import-built.js'
import { measuredEngine, type Measurement } from '../../train/worker/measured-network.js'
import { tfjsLayersNetwork } from '../network/tfjs-layers-network.js'
import type { OpenSubject } from '../page/open-subject.js'

/** `open` of the process that computes on `@tensorflow/tfjs-node`. */
export interface TfjsNodeRequest extends Measurement {
  readonly network: 'tfjs-engine' | 'tfjs-layers'
  /** That of a project in which it is set up. */
  readonly folder: string
  readonly sizes: NetworkSizes
}

/** What `@tensorflow/tfjs-node` exports: the core and the layers, and what versions they have. */
type TfjsNode = typeof core & typeof layers & { readonly version: Readonly<Record<string, string>> }

interface LoadTensorflow {
  loadTensorflow(folders: readonly string[]): TfjsNode
}

interface EngineOf {
  engineOf(
    choice: { backend: 'tensorflow'; threads: number; deterministic: false },
    folders: readonly string[],
  ): EngineFactory
}

/** Starts Wordloom's engine as `nodeTrainer({ backend: 'tensorflow' })` does, or tfjs-layers on the same library. */
export async function openOnTfjsNode(
  network: TfjsNodeRequest['network'],
  folder: string,
  dataset: Dataset,
): Promise<OpenSubject> {
  const { loadTensorflow } = await importBuilt<LoadTensorflow>('@wordloom/trainer-node', 'tfjs/load-tensorflow.js')
  const tf = loadTensorflow([folder])
  const versions = { 'tfjs-node': tf.version['tfjs-node']!, 'tfjs-layers': tf.version['tfjs-layers']! }
  if (network === 'tfjs-layers') {
    await tf.setBackend('tensorflow')
    return { network: tfjsLayersNetwork(tf, tf, dataset), versions }
  }
  const { engineOf } = await importBuilt<EngineOf>('@wordloom/trainer-node', 'engine/engine-of.js')
  const engine = await engineOf({ backend: 'tensorflow', threads: 1, deterministic: false }, [folder])({
    spec: referenceSpec(dataset.sizes),
    vocabularySize: dataset.sizes.vocabularySize,
    weights: dataset.weights,
    optimizer: defaultOptimizer,
  })
  return { network: measuredEngine(engine), versions }
}
