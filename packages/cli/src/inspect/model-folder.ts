import { formatCount, formatFigure } from '../output/table.js'
import { formatShape, type Description } from './description.js'
import { historyTable } from './history-table.js'
import { frozenText, networkText } from './network-text.js'

/** Reads and checks a model folder. Throws what reading one throws. */
export async function describeModelFolder(path: string): Promise<Description> {
  const { loadModel } = await import('@wordloom/trainer-node')
  const { spec, vocabulary, weights, history, bestEpoch, embeddingSource } = await loadModel(path)
  const parameters = [...weights.values()].reduce((sum, { data }) => sum + data.length, 0)
  const tensors = [...weights].map(([name, { shape }]) => ({ name, shape }))
  const best = history.find(({ epoch }) => epoch === bestEpoch)
  const facts = [
    ['model', path],
    ['task', spec.task.type],
    ['labels', spec.task.labels.join(', ')],
    ['network', networkText(spec)],
    ['parameters', formatCount(parameters)],
    ['vocabulary', `${formatCount(vocabulary.size)} tokens, SHA-256 ${vocabulary.fingerprint}`],
    ['embedding started from', `${embeddingSource}${frozenText(spec.embedding.trainable)}`],
    ['tokenizer', Object.values(spec.tokenizer).join(', ')],
    ['longest text', `${formatCount(spec.maxLength)} tokens`],
    ['epoch kept', `${bestEpoch} of ${history.length}`],
  ]
  if (best !== undefined) facts.push(['training accuracy', formatFigure(best.accuracy)])
  if (best?.validationAccuracy !== undefined) facts.push(['validation accuracy', formatFigure(best.validationAccuracy)])
  return {
    json: {
      kind: 'model',
      path,
      spec,
      vocabulary: { size: vocabulary.size, fingerprint: vocabulary.fingerprint },
      embeddingSource,
      parameters,
      weights: tensors,
      bestEpoch,
      history,
    },
    tables: [
      facts,
      ...(history.length === 0 ? [] : [historyTable(history)]),
      tensors.map(({ name, shape }) => [name, formatShape(shape)]),
    ],
  }
}
