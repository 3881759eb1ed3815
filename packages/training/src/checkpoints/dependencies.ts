import type { ModelSpec, Weights } from '@wordloom/core'
import type { TrainingData } from '../data/row-source.js'
import type { TrainingSettings } from '../trainer/training-settings.js'
import { createFingerprint, fingerprintOf } from './fingerprint.js'

/** Everything that the rest of a training depends on, each by a name and as text. */
export type Dependencies = Readonly<Record<string, string>>

/** What {@link dependenciesOf} looks at. */
export interface DependenciesOptions {
  readonly engine: string
  readonly spec: ModelSpec
  readonly settings: TrainingSettings
  readonly data: TrainingData
  /** To start from. */
  readonly weights: Weights
  readonly frozenRows?: Uint8Array | undefined
}

/**
 * What must be the same for a training to go on bit for bit. The number of epochs is part of it only where the learning
 * rate depends on it. What an option means is compared, not how it was given.
 */
export function dependenciesOf(options: DependenciesOptions): Dependencies {
  const { engine, spec, settings, data, weights, frozenRows } = options
  const { epochs, schedule, ...others } = settings
  const isOpen = schedule.type === 'cosine' && schedule.decaySteps === undefined
  return {
    engine,
    ...flattened('model', spec),
    ...flattened('', { ...others, learningRateSchedule: schedule, ...(isOpen && { epochs }) }),
    vocabulary: data.vocabulary.fingerprint,
    'training rows': data.training.fingerprint(),
    'validation rows': data.validation?.fingerprint() ?? 'none',
    'initial weights': weightsFingerprint(weights),
    'frozen rows': frozenRows === undefined ? 'none' : fingerprintOf(frozenRows),
  }
}

/** The first thing that differs. */
export function firstDifference(
  before: Dependencies,
  now: Dependencies,
): { readonly name: string; readonly before: string; readonly now: string } | undefined {
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const [from, to] = [before[name] ?? 'none', now[name] ?? 'none']
    if (from !== to) return { name, before: from, now: to }
  }
  return undefined
}

function flattened(prefix: string, value: object): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [key, each] of Object.entries(value) as [string, unknown][]) {
    const name = prefix === '' ? key : `${prefix}.${key}`
    if (each === undefined) continue
    if (typeof each === 'object' && each !== null && !Array.isArray(each)) Object.assign(result, flattened(name, each))
    // Infinity has no JSON.
    else result[name] = typeof each === 'number' ? String(each) : JSON.stringify(each)
  }
  return result
}

function weightsFingerprint(weights: Weights): string {
  const fingerprint = createFingerprint()
  for (const name of [...weights.keys()].sort()) {
    fingerprint.addText(name)
    fingerprint.addBytes(weights.get(name)!.data)
  }
  return fingerprint.digest()
}
