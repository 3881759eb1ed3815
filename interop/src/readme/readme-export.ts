import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onnx } from '@wordloom/onnx-export'
import { nodeTrainer } from '@wordloom/trainer-node'
import { randomModel } from '../models/random-model.js'
import { words } from '../models/words.js'

/** What the programs of a README take. */
export const readmeInputs = ['ids', 'tokens', 'text'] as const

/** An export as a user has it, in a folder. */
export interface ReadmeExport {
  readonly inputs: (typeof readmeInputs)[number]
  /** The file and what lies beside it. */
  readonly folder: string
  readonly readme: string
  /** What Wordloom answers to the rows that the programs ask. */
  readonly expected: readonly number[]
}

/** Ids of the rows that the programs ask, the first words of the vocabulary. */
const rows = { batchSize: 2, time: 2, ids: Int32Array.of(2, 3, 3, 0), lengths: Int32Array.of(2, 1) }

/** Exports a model with all that belongs beside it. */
export async function exportWithReadme(inputs: ReadmeExport['inputs'], cache: string): Promise<ReadmeExport> {
  const model = randomModel({
    labels: ['no', 'perhaps', 'yes'],
    vocabularySize: 50,
    words,
    dimension: 8,
    hiddenUnits: 7,
    encoder: { units: 6 },
    maxLength: 12,
    tokenizer: { type: 'word-runs', casing: 'unicode', separators: 'white-space-and-punctuation' },
    seed: 20,
  })
  const classifier = await nodeTrainer().createClassifier(model)
  try {
    const { files, mainFile } = await onnx({ inputs }).export(classifier, { fileName: `${inputs} in.onnx` })
    const folder = join(cache, 'readme', inputs)
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    for (const [name, bytes] of files) await writeFile(join(folder, name), bytes)
    const readme = new TextDecoder().decode(files.get(mainFile.replace('.onnx', '.README.md')))
    return { inputs, folder, readme, expected: [...(await classifier.predictBatch(rows))] }
  } finally {
    classifier.dispose()
  }
}

/**
 * The program of a README in one language.
 *
 * @param tag - of the block of code
 */
export function programOf(readme: string, tag: string): string | undefined {
  return new RegExp(`^\`\`\`${tag}\n(.*?)^\`\`\``, 'ms').exec(readme)?.[1]
}
