import { createTokenizer, outputCount } from '@wordloom/core'
import type { ModelSpec, TokenizerSpec, TrainedModel } from '@wordloom/core'
import type { VerificationReport } from '../verify/verification-report.js'
import { cpp } from './snippets/cpp.js'
import { go } from './snippets/go.js'
import { java } from './snippets/java.js'
import { javascript } from './snippets/javascript.js'
import { python } from './snippets/python.js'
import { rust } from './snippets/rust.js'
import type { SnippetFacts } from './snippets/snippet.js'

const snippets = [python, javascript, java, go, rust, cpp]

/** A README: what the file takes and gives, how it was verified, and a program that runs it in each of six languages. */
export function usageText(model: TrainedModel, fileName: string, report: VerificationReport): string {
  const facts = factsOf(model, fileName, report)
  const { runtime, rows, largestDifference, rounding } = report
  const verified = `Verified in ${runtime.name} ${runtime.version}: on ${rows} rows no probability differs by more than ${largestDifference.toPrecision(2)}.`
  const roundingLine =
    rounding === undefined
      ? ''
      : `\nWeights are ${report.form.precision ?? ''}: on ${rounding.rows} rows this changes a probability by at most ` +
        `${rounding.largestDifference.toPrecision(2)} and the labels of ${rounding.changedRows} rows.`
  return `# ${fileName}

${inputLine(model, facts)}

${outputLine(model.spec)}

${verified}${roundingLine}

${snippets
  .map(
    ({ language, tag, needs, program }) =>
      `## ${language}\n\nNeeds: ${needs(facts)}.\n\n\`\`\`${tag}\n${program(facts)}\`\`\`\n`,
  )
  .join('\n')}`
}

function factsOf(model: TrainedModel, fileName: string, { form }: VerificationReport): SnippetFacts {
  const { vocabulary } = model
  const input = form.inputs ?? 'ids'
  const [first = 1, second = 1] = [2, 3].filter((id) => id < vocabulary.size)
  const time = form.time ?? 2
  const padded = (row: readonly number[]): number[] => Array.from({ length: time }, (_, step) => row[step] ?? 0)
  const token = (id: number): string => (id === 0 ? '' : vocabulary.token(id))
  const rows = [padded([first, second]), padded([second])] as const
  const inTerms = (row: readonly number[]): (number | string)[] => {
    if (input === 'ids') return [...row]
    return input === 'tokens'
      ? row.map(token)
      : [
          row
            .filter((id) => id !== 0)
            .map(token)
            .join(' '),
        ]
  }
  return { fileName, input, outputs: outputCount(model.spec), rows: [inTerms(rows[0]), inTerms(rows[1])] }
}

function inputLine({ spec }: TrainedModel, { input, rows, fileName }: SnippetFacts): string {
  const stem = fileName.replace(/\.onnx$/, '')
  const kept = `At most ${spec.maxLength} tokens of a text count.`
  if (input === 'text') return `Takes \`text\`: strings \`[batch]\`. ${kept}`
  const example = createTokenizer(spec.tokenizer)("Don't STOP, now!")
  const tokens =
    `${tokenizerText(spec.tokenizer)} "Don't STOP, now!" is ${JSON.stringify(example)}. Cut a text after ` +
    `${spec.maxLength} tokens.`
  if (input === 'tokens') {
    return `Takes \`tokens\`: strings \`[batch, time]\`, rows padded with "" to the same length. ${tokens}`
  }
  return (
    `Takes \`ids\`: int32 \`[batch, time]\`, rows padded with 0 to the same length${rows[0].length > 2 ? ` ${rows[0].length}` : ''}. ` +
    `The id of a token is the number of its line in \`${stem}.vocabulary.txt\`, counted from 0, and 1 for any other. ${tokens}`
  )
}

function tokenizerText(tokenizer: TokenizerSpec): string {
  switch (tokenizer.type) {
    case 'text-vectorization':
      return 'Tokens: lower-case the text, delete ASCII punctuation, split at white space.'
    case 'unicode-words':
      return `Tokens: lower-case the text, and take the words of Unicode's rules (UAX #29) for ${tokenizer.locale}.`
    case 'word-runs':
      return tokenizer.separators === 'spaces'
        ? 'Tokens: lower-case the text, split at spaces.'
        : 'Tokens: lower-case the text, split at white space and ASCII punctuation.'
  }
}

function outputLine({ task }: ModelSpec): string {
  const labels = task.labels.map((label) => `\`${label}\``).join(', ')
  if (task.type === 'binary') {
    return `Gives \`probabilities\`: float \`[batch, 1]\`, the probability of \`${task.labels[1]!}\`; the other label is \`${task.labels[0]!}\`.`
  }
  const each = task.type === 'multi-class' ? 'they add up to 1' : 'each stands for itself'
  return `Gives \`probabilities\`: float \`[batch, ${task.labels.length}]\`, one for each of ${labels}; ${each}.`
}
