import { decodeModelFolder } from '@wordloom/core'
import { webFiles } from '@wordloom/trainer-web'
import { createPredictor } from '@wordloom/trainer-web/predict'
import type { Figures } from './figures.js'
import { modelFolder, predictionText } from './kept-model.js'

// What `loadPredictor` does, one part after the other: where the time of the first prediction goes.
globalThis.figures = predictFirst()

async function predictFirst(): Promise<Figures> {
  const began = performance.now()
  const files = await webFiles().readFolder(modelFolder)
  const read = performance.now()
  const model = decodeModelFolder(files, modelFolder)
  const decoded = performance.now()
  const predictor = await createPredictor(model)
  const ready = performance.now()
  const [prediction] = await predictor.predict([predictionText])
  const predicted = performance.now()
  return {
    figure: predicted - scriptStarted,
    'modules run': began - scriptStarted,
    'files read': read - began,
    'model decoded': decoded - read,
    'engine started': ready - decoded,
    'text predicted': predicted - ready,
    probability: prediction!.probability,
  }
}
