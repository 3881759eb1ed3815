import { decodeModelFolder, type Classifier } from '@wordloom/core'
import { createPredictor } from '@wordloom/trainer-web/predict'
import type { Answer, Question } from './messages.js'

const fileNames = ['model.json', 'vocabulary.txt', 'weights.safetensors', 'history.json']

async function loadModel(folder: string): Promise<Classifier> {
  const files = fileNames.map(async (name): Promise<[string, Uint8Array]> => {
    const response = await fetch(`${folder}/${name}`)
    return [name, new Uint8Array(await response.arrayBuffer())]
  })
  return createPredictor(decodeModelFolder(new Map(await Promise.all(files)), folder))
}

const answer = (message: Answer): void => postMessage(message)
const classifier = loadModel('model')

addEventListener('message', async ({ data: { text } }: MessageEvent<Question>) => {
  try {
    const [prediction] = await (await classifier).predict([text])
    if (prediction !== undefined) answer({ type: 'prediction', text, prediction })
  } catch (error) {
    answer({ type: 'failure', message: String(error) })
  }
})
