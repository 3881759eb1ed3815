import { paddingId } from '@wordloom/core'
import type { Batch, Vocabulary } from '@wordloom/core'
import type { CompleteForm } from '../graph/export-form.js'

/** What a runtime is fed, by the input of the form. */
export type RuntimeInput =
  | { readonly type: 'int32'; readonly data: Int32Array; readonly dims: readonly number[] }
  | { readonly type: 'string'; readonly data: readonly string[]; readonly dims: readonly number[] }

/** Ids of one text, without padding unless said otherwise. */
export type Row = readonly number[]

/** Rows for the classifier, right-padded. */
export function classifierBatch(rows: readonly Row[]): Batch {
  const lengths = Int32Array.from(rows, (row) => row.length)
  return { batchSize: rows.length, ...pack(rows, undefined), lengths }
}

/**
 * Rows, padded anywhere, for the form of a file that takes ids or tokens.
 *
 * @param unknownToken - one that the vocabulary does not have
 */
export function runtimeInput(
  rows: readonly Row[],
  form: CompleteForm,
  vocabulary: Vocabulary,
  unknownToken: string,
): RuntimeInput {
  const { ids, time } = pack(rows, form.time)
  const dims = [rows.length, time]
  if (form.inputs === 'ids') return { type: 'int32', data: ids, dims }
  const tokenOf = (id: number): string => {
    if (id === paddingId) return ''
    const token = vocabulary.token(id)
    return vocabulary.id(token) === id && id > 1 ? token : unknownToken
  }
  return { type: 'string', data: Array.from(ids, tokenOf), dims }
}

function pack(rows: readonly Row[], fixed: number | undefined): { readonly ids: Int32Array; readonly time: number } {
  const time = fixed ?? rows.reduce((longest, row) => Math.max(longest, row.length), 0)
  const ids = new Int32Array(rows.length * time).fill(paddingId)
  for (const [index, row] of rows.entries()) ids.set(row.slice(0, time), index * time)
  return { ids, time }
}
