import {
  decodeSafetensors,
  encodeSafetensors,
  tensorFromFloat32,
  tensorToFloat32,
  WordloomError,
  type EngineState,
  type EpochMetrics,
  type FolderFiles,
  type Tensor,
  type Weights,
} from '@wordloom/core'
import type { EpochState, FitState } from '../loop/fit.js'
import type { LearningRateState } from '../schedule/learning-rate.js'
import type { Dependencies } from './dependencies.js'
import { createFingerprint, fingerprintOf } from './fingerprint.js'

/** Everything that a training needs to go on. */
export interface CheckpointContent {
  /** Steps of all epochs that were taken. */
  readonly steps: number
  readonly state: FitState
  readonly learningRate: LearningRateState
  /** Weights, the optimizer's slots and its count of steps. */
  readonly engine: EngineState
  /** What it was made with. */
  readonly dependencies: Dependencies
}

/** Names of the files of a checkpoint's folder. */
const fileNames = { loop: 'loop.json', engine: 'engine.safetensors', best: 'best.safetensors' } as const
const formatName = 'wordloom-checkpoint'
/** Raised when older packages could misread a checkpoint. */
const formatVersion = 1

interface LoopJson {
  readonly steps: number
  readonly current: EpochState
  readonly history: readonly EpochMetrics[]
  readonly best?: { readonly epoch: number; readonly loss: number }
  readonly learningRate: LearningRateState
  readonly dependencies: Dependencies
  /** Fingerprints of the other files, by name. */
  readonly files: Readonly<Record<string, string>>
}

/** A checkpoint as the files of a folder. Numbers are written so that every bit comes back. */
export function encodeCheckpoint({ steps, state, learningRate, engine, dependencies }: CheckpointContent): FolderFiles {
  const { current, history, best } = state
  const files = new Map([[fileNames.engine as string, encodeTensors(engine)]])
  if (best !== undefined) files.set(fileNames.best, encodeTensors(best.weights))
  const loop: LoopJson = {
    steps,
    current,
    history,
    ...(best && { best: { epoch: best.epoch, loss: best.loss } }),
    learningRate,
    dependencies,
    files: Object.fromEntries([...files].map(([name, bytes]) => [name, fingerprintOf(bytes)])),
  }
  const json = { format: formatName, formatVersion, fingerprint: jsonFingerprint(loop), loop }
  return files.set(fileNames.loop, new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`))
}

/**
 * Reads what {@link encodeCheckpoint} made.
 *
 * @param where - the folder, for error messages.
 * @throws WordloomError `CHECKPOINT_DAMAGED` when a byte is not as it was written, `CHECKPOINT_MISMATCH` for one of a newer
 * version.
 */
export function decodeCheckpoint(files: FolderFiles, where: string): CheckpointContent {
  const { steps, current, history, best, learningRate, dependencies, files: fingerprints } = decodeLoop(files, where)
  const tensorsOf = (name: string): Map<string, Tensor> => {
    const bytes = files.get(name)
    if (bytes === undefined) throw damaged(where, name, 'it is missing')
    if (fingerprintOf(bytes) !== fingerprints[name]) throw damaged(where, name, 'its bytes are not those written')
    return decodeTensors(bytes, `${where}/${name}`)
  }
  return {
    steps,
    state: {
      current: { ...current },
      history: [...history],
      best: best && { ...best, weights: tensorsOf(fileNames.best) as Weights },
    },
    learningRate,
    engine: tensorsOf(fileNames.engine),
    dependencies,
  }
}

function decodeLoop(files: FolderFiles, where: string): LoopJson {
  const bytes = files.get(fileNames.loop)
  if (bytes === undefined) throw damaged(where, fileNames.loop, 'it is missing')
  let json: Partial<{ format: string; formatVersion: number; fingerprint: string; loop: LoopJson }>
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as typeof json
  } catch (cause) {
    throw damaged(where, fileNames.loop, 'it is no JSON', cause)
  }
  const { format, formatVersion: version, fingerprint, loop } = json ?? {}
  if (format === formatName && typeof version === 'number' && version > formatVersion) {
    throw new WordloomError('CHECKPOINT_MISMATCH', 'The checkpoint was written by a newer version', {
      file: `${where}/${fileNames.loop}`,
      expected: `version ${formatVersion}`,
      received: version,
      hint: 'Update the package that trains.',
    })
  }
  if (loop === undefined || format !== formatName || fingerprint !== jsonFingerprint(loop)) {
    throw damaged(where, fileNames.loop, 'it is not as it was written')
  }
  return loop
}

function damaged(where: string, name: string, what: string, cause?: unknown): WordloomError {
  return new WordloomError('CHECKPOINT_DAMAGED', `A checkpoint is damaged: ${what}`, {
    file: `${where}/${name}`,
    cause,
  })
}

function jsonFingerprint(value: unknown): string {
  const fingerprint = createFingerprint()
  fingerprint.addText(JSON.stringify(value))
  return fingerprint.digest()
}

function encodeTensors(tensors: ReadonlyMap<string, Tensor>): Uint8Array {
  const stored = new Map([...tensors].map(([name, tensor]) => [name, tensorFromFloat32(tensor)]))
  return encodeSafetensors(stored, { format: formatName })
}

function decodeTensors(bytes: Uint8Array, where: string): Map<string, Tensor> {
  const { tensors } = decodeSafetensors(bytes, where)
  return new Map([...tensors].map(([name, stored]) => [name, tensorToFloat32(stored, name)]))
}
