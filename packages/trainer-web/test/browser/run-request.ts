import { encodeModelFolder, type TextsTrainRequest, type Trainer, type TrainingEvent } from '@wordloom/core'
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
  readonly losses: readonly number[]
  readonly events: readonly TrainingEvent['type'][]
  readonly engine: string
}

/** Runs one of `requests` and predicts its texts. */
export function runRequest(trainer: Trainer, name: string): Promise<RequestReport> {
  return report(trainer, requests[name]!)
}

/** Trains and predicts the texts. */
export async function report(trainer: Trainer, request: TextsTrainRequest): Promise<RequestReport> {
  const events: TrainingEvent['type'][] = []
  let engine = ''
  const classifier = await trainer.train({
    ...request,
    onEvent(event) {
      events.push(event.type)
      if (event.type === 'start') engine = event.engine
    },
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
    losses: classifier.history.map(({ loss }) => loss),
    events,
    engine,
  }
}

/** Bytes as JSON. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
