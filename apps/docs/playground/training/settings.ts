import { WordloomError, type Pooling } from '@wordloom/core'

/** Where the rows of the embedding table start. */
export type VectorsChoice = 'random' | 'glove-mini' | 'file'

/** What the reader may choose of a training. */
export interface Settings {
  readonly vectors: VectorsChoice
  /** Whether vectors move with the rest. */
  readonly learnVectors: boolean
  readonly epochs: number
  readonly batchSize: number
  /** Of the GRU, per direction. */
  readonly units: number
  readonly pooling: Pooling
  readonly learningRate: number
  /** Words read of a text. */
  readonly maxLength: number
  readonly seed: number
}

/** Good for some hundred to some thousand short texts; the sample passes 90 % with them. */
export const defaultSettings: Settings = {
  vectors: 'glove-mini',
  learnVectors: true,
  epochs: 8,
  batchSize: 16,
  units: 32,
  pooling: 'max',
  learningRate: 0.002,
  maxLength: 200,
  seed: 42,
}

/** A number that can be set. */
export interface NumberSetting {
  readonly key: 'epochs' | 'batchSize' | 'units' | 'learningRate' | 'maxLength' | 'seed'
  readonly title: string
  readonly least: number
  readonly most: number
  /** `any` for a number that need not be whole. */
  readonly step: 1 | 'any'
}

/** The numbers that can be set, in the order of the form. */
export const numberSettings: readonly NumberSetting[] = [
  { key: 'epochs', title: 'Epochs', least: 1, most: 200, step: 1 },
  { key: 'batchSize', title: 'Batch size', least: 1, most: 512, step: 1 },
  { key: 'units', title: 'GRU units', least: 1, most: 256, step: 1 },
  { key: 'learningRate', title: 'Learning rate', least: 0.00001, most: 1, step: 'any' },
  { key: 'maxLength', title: 'Words read of a text', least: 1, most: 1000, step: 1 },
  { key: 'seed', title: 'Seed', least: 0, most: 4_294_967_295, step: 1 },
]

/** Throws WordloomError `INVALID_ARGUMENT` for a number out of its range: a field that was emptied is one. */
export function assertSettings(settings: Settings): void {
  for (const { key, title, least, most, step } of numberSettings) {
    const value: unknown = settings[key]
    const fits = typeof value === 'number' && value >= least && value <= most
    if (fits && (step === 'any' || Number.isInteger(value))) continue
    throw new WordloomError('INVALID_ARGUMENT', `'${title}' is out of range`, {
      expected: `${step === 1 ? 'a whole number' : 'a number'} from ${least} to ${most}`,
      received: value === '' ? 'nothing' : String(value),
    })
  }
}
