import { createWebTrainer } from '@wordloom/trainer-web'
import type { NetworkSizes } from '../../train/data/dataset.js'
import { referenceSpec } from '../../train/data/reference-spec.js'
import type { Figures } from './figures.js'
import { referenceTexts } from './reference-model.js'
import { watchGaps } from './watch-gaps.js'

// The page of somebody who trains: how long it cannot answer to a key or a click meanwhile.
const trainer = createWebTrainer()
let longTasks = 0
new PerformanceObserver((list) => (longTasks += list.getEntries().length)).observe({ type: 'longtask' })

globalThis.figures = async (sizes: NetworkSizes, count: number): Promise<Figures> => {
  const { texts, labels } = referenceTexts(sizes, count)
  const { embedding, encoder, hidden, maxLength } = referenceSpec(sizes)
  const gaps = watchGaps()
  const began = performance.now()
  let [sent, trained] = [NaN, NaN]
  const classifier = await trainer.train({
    texts,
    labels,
    model: { embedding, encoder, hidden, maxLength },
    epochs: 1,
    validation: 0,
    onEvent({ type }) {
      if (type === 'start') sent = gaps.next()
      if (type === 'epoch') trained = gaps.next()
    },
  })
  const seconds = (performance.now() - began) / 1000
  const received = await gaps.stop()
  const { vocabulary } = classifier
  classifier.dispose()
  return {
    figure: Math.max(sent, trained, received),
    'until the training starts': sent,
    'while it trains': trained,
    'while the model comes': received,
    'tasks of 50 ms or more': longTasks,
    'seconds of training': seconds,
    words: vocabulary.size,
  }
}
