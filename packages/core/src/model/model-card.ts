import { outputCount } from './model-spec.js'
import type { TrainedModel } from './trained-model.js'

/** A short description of a model for people, in Markdown. */
export function modelCard(model: TrainedModel): string {
  const { spec, vocabulary, weights, history, bestEpoch, embeddingSource } = model
  const parameters = [...weights.values()].reduce((sum, { data }) => sum + data.length, 0)
  const best = history.find(({ epoch }) => epoch === bestEpoch)
  const rows: [string, string][] = [
    ['Task', `${spec.task.type}: ${spec.task.labels.join(', ')}`],
    ['Network', networkLine(model)],
    ['Weights', `${parameters.toLocaleString('en-US')} (float32, little-endian, \`weights.safetensors\`)`],
    ['Vocabulary', `${vocabulary.size.toLocaleString('en-US')} ids (\`vocabulary.txt\`, line number from 0 = id)`],
    ['Vocabulary SHA-256', `\`${vocabulary.fingerprint}\``],
    ['Embedding started from', embeddingSource],
    ['Tokenizer', `\`${JSON.stringify(spec.tokenizer)}\``],
    ['Longest text', `${spec.maxLength} tokens; the rest is cut off`],
    ['Epoch kept', best === undefined ? 'none was trained' : `${bestEpoch} of ${history.length}`],
  ]
  if (best !== undefined) {
    rows.push(['Training loss, accuracy', `${best.loss.toFixed(4)}, ${percent(best.accuracy)}`])
    if (best.validationLoss !== undefined && best.validationAccuracy !== undefined) {
      rows.push(['Validation loss, accuracy', `${best.validationLoss.toFixed(4)}, ${percent(best.validationAccuracy)}`])
    }
  }
  return `# Text classifier

Trained with [Wordloom](https://github.com/wordloom/wordloom). Check it on texts of your own before you rely on it.

| | |
| --- | --- |
${rows.map(([name, value]) => `| ${name} | ${value.replaceAll('|', '\\|')} |`).join('\n')}

\`\`\`ts
import { loadClassifier } from '@wordloom/trainer-node'

const classifier = await loadClassifier('path/to/this/folder')
console.log(await classifier.predict(['a text']))
\`\`\`
`
}

function networkLine({ spec }: TrainedModel): string {
  const output = spec.task.type === 'multi-class' ? 'softmax' : 'sigmoid'
  const { units, layers, pooling, resetAfter, dropout } = spec.encoder
  return [
    `Embedding(${spec.embedding.dimension}${frozenText(spec.embedding.trainable)})`,
    `${layers === 1 ? '' : `${layers} × `}Bidirectional(GRU(${units}${resetAfter ? '' : ', reset before'}))`,
    ...(pooling === 'last' ? [] : [`Pool(${pooling})`]),
    ...(dropout === 0 ? [] : [`Dropout(${dropout})`]),
    `Dense(${spec.hidden.units}, relu)`,
    `Dense(${outputCount(spec)}, ${output})`,
  ].join(' → ')
}

function frozenText(trainable: boolean | 'new-words'): string {
  if (trainable === 'new-words') return ', pretrained words frozen'
  return trainable ? '' : ', frozen'
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`
}
