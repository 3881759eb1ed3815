import { encodeModelFolder, type TrainingEvent } from '@wordloom/core'
import { webTrainer } from '../../src/index.js'
import { requests } from './requests.js'

/** What a training gave, as JSON. */
export interface RequestReport {
  /** `weights.safetensors`, base64. */
  readonly weights: string
  /** `model.json`, which names the fingerprint of the vocabulary. */
  readonly model: string
  /** `[rows, labels]` probabilities of the texts that it was trained on. */
  readonly probabilities: readonly (readonly number[])[]
  /** Rows that it predicts right. */
  readonly right: number
  readonly bestEpoch: number
  readonly events: readonly TrainingEvent['type'][]
}

/** Runs one of `requests` and predicts its texts. */
export async function runRequest(name: string, threads?: number): Promise<RequestReport> {
  const request = requests[name]!
  const events: TrainingEvent['type'][] = []
  const classifier = await webTrainer({ deterministic: true, ...(threads !== undefined && { threads }) }).train({
    ...request,
    onEvent: ({ type }) => void events.push(type),
  })
  const predictions = await classifier.predict(request.texts)
  const files = encodeModelFolder(classifier)
  classifier.dispose()
  return {
    weights: toBase64(files.get('weights.safetensors')!),
    model: new TextDecoder().decode(files.get('model.json')!),
    probabilities: predictions.map(({ probabilities }) => Object.values(probabilities)),
    right: predictions.filter(({ label }, row) => label === request.labels[row]).length,
    bestEpoch: classifier.bestEpoch,
    events,
  }
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
