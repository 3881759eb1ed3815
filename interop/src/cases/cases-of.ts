import { paddingId, unknownId } from '@wordloom/core'
import type { TrainedModel } from '@wordloom/core'
import type { InteropModel } from '../models/interop-model.js'
import { idCases, type IdCase } from './id-cases.js'
import type { InteropCase } from './interop-case.js'
import { textCases } from './text-cases.js'

/** The cases of a model, in the terms of its input. */
export function casesOf({ form, longestRow, needs }: InteropModel, trained: TrainedModel): InteropCase[] {
  if (form.inputs === 'text') return textCases(trained, needs.includes('wide characters'))
  const vocabularySize = trained.vocabulary.size
  const cases = idCases({ vocabularySize, longestRow, time: form.time })
  return cases.map(form.inputs === 'tokens' ? (each) => asTokens(each, trained) : asIds)
}

function asIds({ name, rows, ids, time }: IdCase): InteropCase {
  return { name, rows, shape: [rows.length, time], values: ids }
}

function asTokens(each: IdCase, { vocabulary }: TrainedModel): InteropCase {
  const token = (id: number): string => {
    if (id === paddingId) return ''
    return id === unknownId ? 'not in the vocabulary' : vocabulary.token(id)
  }
  return { ...asIds(each), values: Array.from(each.ids, token) }
}
