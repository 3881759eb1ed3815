import { dirname, join } from 'node:path'
import type { Vocabulary } from '@wordloom/core'
import { write, type CommandIo } from '../io.js'
import type { EngineOptions } from '../options/engine-options.js'
import type { DataOptions, OutputModeOptions } from '../options/shared-options.js'
import { withoutUndefined } from '../options/without-undefined.js'
import { writeJson } from '../output/json.js'
import { alignColumns } from '../output/table.js'
import { verificationFacts } from '../output/verification-facts.js'
import { kindOf } from '../output-path.js'
import { loadModelFolder } from './load-classifier.js'
import { readSampleRows } from './sample-rows.js'

/** What `wordloom verify` was asked for. */
export interface VerifyCommandOptions extends DataOptions, EngineOptions, OutputModeOptions {
  readonly data?: string
  readonly text?: string
  readonly label?: string
  readonly labelSeparator?: string
  readonly vocabulary?: string
  readonly certificate?: string
}

/** Compares a file with its model. Throws `ONNX_VERIFICATION_FAILED` when they differ. */
export async function verify(model: string, file: string, options: VerifyCommandOptions, io: CommandIo): Promise<void> {
  const samples = await readSampleRows(options)
  const { nodeFiles } = await import('@wordloom/node-files')
  const { createCertificate, inspectOnnx, parseCertificate, verifyOnnx } = await import('@wordloom/onnx-export')
  const bytes = await nodeFiles().readFile(file)
  const dataFile = inspectOnnx(bytes).initializers.find(({ file: beside }) => beside !== undefined)?.file
  const externalData = dataFile === undefined ? undefined : await nodeFiles().readFile(join(dirname(file), dataFile))
  const classifier = await loadModelFolder(model, 'verify', options, io)
  try {
    const vocabulary = await readVocabulary(options.vocabulary, classifier.vocabulary.specialTokens.length)
    const report = await verifyOnnx(classifier, bytes, {
      ...samples,
      ...withoutUndefined({ vocabulary, externalData }),
    })
    const { certificate: path } = options
    if (path !== undefined) {
      const before = (await kindOf(path)) === 'file' ? await nodeFiles().readFile(path) : undefined
      const earlier = before && parseCertificate(new TextDecoder().decode(before))
      const certificate = createCertificate(bytes, report, withoutUndefined({ externalData, earlier }))
      const json = new TextEncoder().encode(`${JSON.stringify(certificate, null, 2)}\n`)
      await nodeFiles().writeFile(path, json, { overwrite: true })
    }
    if (options.json === true) await writeJson(io, { model, file, ...report })
    else await write(io.stdout, alignColumns(verificationFacts(report)))
  } finally {
    classifier.dispose()
  }
}

/** The vocabulary of a file that knows fewer words than its model. */
async function readVocabulary(path: string | undefined, specialTokenCount: number): Promise<Vocabulary | undefined> {
  if (path === undefined) return undefined
  const { parseVocabularyText } = await import('@wordloom/core')
  const { nodeFiles } = await import('@wordloom/node-files')
  return parseVocabularyText(new TextDecoder().decode(await nodeFiles().readFile(path)), { specialTokenCount })
}
