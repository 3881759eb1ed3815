import { decodeModelFolder } from '@wordloom/core'
import { createPredictor } from '@wordloom/trainer-web/predict'
import history from './model/history.json?bytes'
import model from './model/model.json?bytes'
import vocabulary from './model/vocabulary.txt?bytes'
import weights from './model/weights.safetensors?bytes'

const folder = new Map([
  ['model.json', model],
  ['vocabulary.txt', vocabulary],
  ['weights.safetensors', weights],
  ['history.json', history],
])
/** Begun when the instance starts, and kept for all its requests. */
const predictor = createPredictor(decodeModelFolder(folder))

/** Answers `POST { "texts": ["…"] }` with a prediction for each text. */
export async function handler(request: Request): Promise<Response> {
  if (request.method !== 'POST') return problem(405, 'Send a POST request.')
  const body: unknown = await request.json().catch(() => undefined)
  const texts = typeof body === 'object' && body !== null && 'texts' in body ? body.texts : undefined
  if (!isTexts(texts)) return problem(400, 'Send { "texts": ["…"] } with 1 to 100 texts.')
  return Response.json({ predictions: await (await predictor).predict(texts) })
}

function isTexts(value: unknown): value is string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > 100) return false
  return value.every((text) => typeof text === 'string')
}

function problem(status: number, error: string): Response {
  return Response.json({ error }, { status })
}
