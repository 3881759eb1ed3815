import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isWordloomError, WordloomError } from '@wordloom/core'
import type { ReadmeResult } from '../results/results.js'
import { messageOf } from '../run/run-model.js'
import { missingCodes } from '../run/run-runtime.js'
import type { BuildContext } from '../runtimes/runtime.js'
import { exportWithReadme, programOf, readmeInputs, type ReadmeExport } from './readme-export.js'
import { readmeLanguages, type ReadmeLanguage, type ReadmeProgram } from './readme-languages.js'

/** Some languages print six digits. */
const tolerance = 1e-5

/** Takes every program out of the READMEs beside exported files, builds it, and compares what it prints with Wordloom's answers. */
export async function runReadmes(
  context: BuildContext,
  languages: readonly ReadmeLanguage[] = readmeLanguages,
): Promise<ReadmeResult[]> {
  const exports: ReadmeExport[] = []
  for (const inputs of readmeInputs) exports.push(await exportWithReadme(inputs, context.cache))
  const results: ReadmeResult[] = []
  for (const language of languages) {
    context.onProgress(language.language)
    results.push(await runLanguage(language, exports, context))
  }
  return results
}

async function runLanguage(
  { language, tag, prepare }: ReadmeLanguage,
  exports: readonly ReadmeExport[],
  context: BuildContext,
): Promise<ReadmeResult> {
  let run: (program: ReadmeProgram) => Promise<string>
  try {
    run = await prepare(context)
  } catch (error) {
    if (isWordloomError(error) && missingCodes.includes(error.code)) {
      return { language, missing: messageOf(error), programs: [] }
    }
    return { language, programs: exports.map(({ inputs }) => ({ inputs, failure: messageOf(error) })) }
  }
  const programs: ReadmeResult['programs'][number][] = []
  for (const { inputs, folder, readme, expected } of exports) {
    const workFolder = join(folder, tag)
    const source = programOf(readme, tag)
    try {
      if (source === undefined) throw new WordloomError('TOOL_FAILED', `The README has no program in ${language}`)
      await mkdir(workFolder, { recursive: true })
      programs.push({ inputs, ...compared(await run({ source, inputs, folder, workFolder }), expected) })
    } catch (error) {
      programs.push({ inputs, failure: messageOf(error) })
    }
  }
  return { language, programs }
}

/** Probabilities are all that the programs print with a decimal point. */
function compared(
  printed: string,
  expected: readonly number[],
): Pick<ReadmeResult['programs'][number], 'largestDifference' | 'failure'> {
  const values = Array.from(printed.matchAll(/\d+\.\d+(?:e-?\d+)?/gi), ([text]) => Number(text))
  if (values.length !== expected.length) {
    return { failure: `it prints ${values.length} numbers instead of ${expected.length}: ${printed}` }
  }
  const largestDifference = Math.max(...expected.map((value, index) => Math.abs(value - values[index]!)))
  if (largestDifference <= tolerance) return { largestDifference }
  return { largestDifference, failure: `differs by ${largestDifference}, more than ${tolerance}` }
}
