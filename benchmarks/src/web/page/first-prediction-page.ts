import { loadPredictor } from '@wordloom/trainer-web/predict'
import type { Figures } from './figures.js'
import { modelFolder, predictionText } from './kept-model.js'

// The page of somebody who was there before: it takes up the model that the browser keeps and predicts a text.
globalThis.figures = predictFirst()

async function predictFirst(): Promise<Figures> {
  const predictor = await loadPredictor(modelFolder)
  const [prediction] = await predictor.predict([predictionText])
  const predicted = performance.now()
  return {
    figure: predicted - scriptStarted,
    'from navigation': predicted,
    'script starts': scriptStarted,
    probability: prediction!.probability,
  }
}
