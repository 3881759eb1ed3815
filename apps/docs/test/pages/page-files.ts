import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRandom, decodeSafetensors, encodeSafetensors, tensorToFloat32, tensorFromFloat32 } from '@wordloom/core'
import { glove, writeVectors } from '@wordloom/glove-loader'
import { saveModel, trainClassifier } from '@wordloom/trainer-node'
import { root } from '../built-site.js'

const words = {
  spam: ['free', 'prize', 'money', 'win', 'offer', 'click', 'cash', 'winner', 'cheap', 'deal'],
  ham: ['meeting', 'lunch', 'report', 'thanks', 'project', 'notes', 'tomorrow', 'office', 'review', 'plan'],
  both: ['the', 'a', 'you', 'for', 'is', 'at', 'now', 'please', 'we', 'and', 'today', 'this'],
} as const

/**
 * Writes into a folder what the programs of the pages expect beside them: `mails.csv` (`body`, `kind`), `spam-model` and its `vocabulary.txt`, vectors
 * as `glove.6B.50d.txt`, and weights that Keras trained as `keras.safetensors` with `keras-vocabulary.txt`.
 */
export async function writePageFiles(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const { texts, labels } = mails(400)
  const lines = texts.map((text, row) => `"${text}",${labels[row]!}`)
  writeFileSync(join(folder, 'mails.csv'), `body,kind\n${lines.join('\n')}\n`)
  const model = await trainClassifier({ texts, labels, epochs: 4, optimizer: { learningRate: 0.01 } })
  await saveModel(model, join(folder, 'spam-model'))
  model.dispose()
  copyFileSync(join(folder, 'spam-model/vocabulary.txt'), join(folder, 'vocabulary.txt'))
  await writeVectors(join(folder, 'glove.6B.50d.txt'), await glove('glove-mini').load({ limit: 5000 }), {
    format: 'glove',
  })
  writeKerasFiles(folder)
}

/** Mails of two kinds that can be told apart, though not by any single word. */
function mails(count: number): { readonly texts: string[]; readonly labels: ('ham' | 'spam')[] } {
  const random = createRandom(1)
  const pick = (from: readonly string[]): string => from[random.nextInteger(from.length)]!
  const labels = Array.from({ length: count }, (_, row) => (row % 3 === 0 ? ('spam' as const) : ('ham' as const)))
  const texts = labels.map((label) => {
    return Array.from({ length: 5 + random.nextInteger(12) }, () => {
      return random.nextFloat() < 0.35 ? pick(words[label]) : pick(words.both)
    }).join(' ')
  })
  return { texts, labels }
}

/** The weights after the last step of a training that was recorded in Keras, under the names of a model folder. */
function writeKerasFiles(folder: string): void {
  const trace = decodeSafetensors(
    readFileSync(join(root, '../../reference/keras/figures/traces-binary.safetensors')),
  ).tensors
  const weights = [...trace].flatMap(([name, tensor]) => {
    if (!name.startsWith('final/')) return []
    return [[name.slice('final/'.length), tensorFromFloat32(tensorToFloat32(tensor, name))] as const]
  })
  writeFileSync(join(folder, 'keras.safetensors'), encodeSafetensors(new Map(weights)))
  const [rows] = trace.get('final/embedding/embeddings')!.shape
  const tokens = ['', '[UNK]', ...Array.from({ length: rows! - 2 }, (_, id) => `word${id}`)]
  writeFileSync(join(folder, 'keras-vocabulary.txt'), `${tokens.join('\n')}\n`)
}
