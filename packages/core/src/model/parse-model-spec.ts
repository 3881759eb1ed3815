import { WordloomError } from '../errors.js'
import type { TokenizerSpec } from '../tokenizer/tokenizer.js'
import { assertModelSpec, type ModelSpec } from './model-spec.js'

/**
 * Checks a specification that came from a file.
 *
 * @param where - file name for error messages.
 * @throws WordloomError `MODEL_SPEC_INVALID` naming the field, `DATA_LABELS`.
 */
export function parseModelSpec(json: unknown, where: string): ModelSpec {
  const read = fieldReader(json, where)
  const spec: ModelSpec = {
    tokenizer: parseTokenizer(read),
    maxLength: read('maxLength', 'number'),
    embedding: {
      dimension: read('embedding.dimension', 'number'),
      trainable: read.oneOf('embedding.trainable', [true, false, 'new-words']),
    },
    encoder: {
      type: read.oneOf('encoder.type', ['bidirectional-gru']),
      units: read('encoder.units', 'number'),
      layers: read('encoder.layers', 'number'),
      pooling: read.oneOf('encoder.pooling', ['last', 'max', 'mean']),
      dropout: read('encoder.dropout', 'number'),
      resetAfter: read.oneOf('encoder.resetAfter', [true, false]),
    },
    hidden: { units: read('hidden.units', 'number'), activation: read.oneOf('hidden.activation', ['relu']) },
    task: {
      type: read.oneOf('task.type', ['binary', 'multi-class', 'multi-label']),
      labels: read.strings('task.labels'),
    },
  }
  assertModelSpec(spec)
  assertSizes(spec, where)
  return spec
}

/**
 * Sizes from which a file is damaged or an attack: what is done for each unit or layer would take hours before the first
 * missing weight is noticed. Nobody trains a recurrent network near them.
 */
const largestSizes = {
  maxLength: 2 ** 24,
  'embedding.dimension': 2 ** 16,
  'encoder.units': 2 ** 16,
  'encoder.layers': 1024,
  'hidden.units': 2 ** 20,
} as const

function assertSizes({ maxLength, embedding, encoder, hidden }: ModelSpec, file: string): void {
  const sizes = {
    maxLength,
    'embedding.dimension': embedding.dimension,
    'encoder.units': encoder.units,
    'encoder.layers': encoder.layers,
    'hidden.units': hidden.units,
  }
  for (const [name, largest] of Object.entries(largestSizes)) {
    const [, size = 0] = Object.entries(sizes).find(([key]) => key === name) ?? []
    if (size <= largest) continue
    throw new WordloomError('MODEL_SPEC_INVALID', 'A size of the model is out of reason', {
      file,
      name,
      expected: `at most ${largest}`,
      received: size,
      hint: 'The file is damaged.',
    })
  }
}

function parseTokenizer(read: FieldReader): TokenizerSpec {
  const type = read.oneOf('tokenizer.type', ['text-vectorization', 'unicode-words', 'word-runs'])
  if (type === 'unicode-words') return { type, locale: read('tokenizer.locale', 'string') }
  const casing = read.oneOf('tokenizer.casing', ['unicode', 'ascii'])
  if (type === 'text-vectorization') return { type, casing }
  return { type, casing, separators: read.oneOf('tokenizer.separators', ['white-space-and-punctuation', 'spaces']) }
}

interface FieldReader {
  (path: string, type: 'number'): number
  (path: string, type: 'string'): string
  oneOf<const Value extends string | boolean>(path: string, values: readonly Value[]): Value
  strings(path: string): string[]
}

function fieldReader(json: unknown, where: string): FieldReader {
  const at = (path: string): unknown =>
    path
      .split('.')
      .reduce<unknown>(
        (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
        json,
      )
  const fail = (path: string, expected: string): never => {
    throw new WordloomError('MODEL_SPEC_INVALID', 'A field of the model specification is wrong', {
      file: where,
      name: path,
      expected,
      received: JSON.stringify(at(path)) ?? 'nothing',
      hint: 'Was the file edited by hand or cut short?',
    })
  }
  function read(path: string, type: 'number'): number
  function read(path: string, type: 'string'): string
  function read(path: string, type: string): unknown {
    const value = at(path)
    return typeof value === type ? value : fail(path, `a ${type}`)
  }
  return Object.assign(read, {
    oneOf<const Value extends string | boolean>(path: string, values: readonly Value[]): Value {
      return values.find((value) => value === at(path)) ?? fail(path, values.join(' or '))
    },
    strings(path: string): string[] {
      const value = at(path)
      return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : fail(path, 'strings')
    },
  })
}
