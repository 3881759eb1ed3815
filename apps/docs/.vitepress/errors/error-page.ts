import { errorCodes, WordloomError } from '@wordloom/core'
import { plainText } from '../generated-parts.js'
import { explanations } from './explanations.js'

/** A code of this repository. */
type Code = keyof typeof errorCodes

/** The codes, in the order of the table. */
export const codes = Object.keys(errorCodes) as Code[]

/** The Markdown of the page of a code. */
export function errorPage(code: Code): string {
  const { causes, remedies } = explanations[code]
  return [
    `# ${code}`,
    plainText(errorCodes[code]),
    `\`\`\`text\nerror [${code}]: ${exampleError(code).message}\n\`\`\``,
    `## Why it happens\n\n${list('-', causes)}`,
    `## What to do\n\n${list('1.', remedies)}`,
    `[All error codes](../errors.md)`,
  ].join('\n\n')
}

/** The error that the page of a code shows. */
export function exampleError(code: Code): WordloomError {
  const [what, details] = explanations[code].example
  return new WordloomError(code, what.replace(/[⟨⟩]/g, ''), details)
}

function list(sign: string, texts: readonly string[]): string {
  return texts.map((text) => `${sign} ${text}`).join('\n')
}
