import { decodeModelFolder, encodeModelFolder } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { codeOf, smallModel } from '../fixtures.js'
import { fuzzModels } from '../support/fuzz-model.js'

function withFile(name: string, change: (text: string) => string): Map<string, Uint8Array> {
  const files = new Map(encodeModelFolder(smallModel()))
  return files.set(name, new TextEncoder().encode(change(new TextDecoder().decode(files.get(name)))))
}

describe('a model folder from a stranger', () => {
  it('should be read or refused with a code, whatever was changed', () => {
    fuzzModels(1500)
  })

  it.each(['units', 'layers'])('should be refused for sizes of the encoder out of reason: %s', (name) => {
    const folder = withFile('model.json', (text) =>
      text.replace(new RegExp(`"${name}": \\d+`), `"${name}": 2000000000`),
    )
    expect(codeOf(() => decodeModelFolder(folder))).toBe('MODEL_SPEC_INVALID')
  })

  it('should be refused for more lines than the weights can have rows', () => {
    const folder = withFile('vocabulary.txt', (text) => text + '\n'.repeat(10_000))
    expect(codeOf(() => decodeModelFolder(folder))).toBe('VOCABULARY_INVALID')
  })

  it('should be refused for a specification of many megabytes', () => {
    const folder = withFile('model.json', (text) => text + ' '.repeat(2 ** 24))
    expect(codeOf(() => decodeModelFolder(folder))).toBe('MODEL_SPEC_INVALID')
  })
})
