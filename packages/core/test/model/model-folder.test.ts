import { decodeModelFolder, encodeModelFolder, type FolderFiles } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { codeOf, smallModel } from '../fixtures.js'

const decoder = new TextDecoder()
const encoder = new TextEncoder()

function changed(name: string, change: (text: string) => string): FolderFiles {
  const files = new Map(encodeModelFolder(smallModel()))
  files.set(name, encoder.encode(change(decoder.decode(files.get(name)))))
  return files
}

function changedJson(change: (json: Record<string, never>) => void): FolderFiles {
  return changed('model.json', (text) => {
    const json: Record<string, never> = JSON.parse(text)
    change(json)
    return JSON.stringify(json)
  })
}

describe('model folder', () => {
  it('should give the model back', () => {
    const model = smallModel()
    const read = decodeModelFolder(encodeModelFolder(model))
    expect(read.spec).toEqual(model.spec)
    expect([...read.vocabulary.tokens()]).toEqual([...model.vocabulary.tokens()])
    expect(read.weights).toEqual(model.weights)
    expect(read.history).toEqual(model.history)
    expect([read.bestEpoch, read.embeddingSource]).toEqual([1, 'random'])
  })

  it('should give the same bytes for the same model', () => {
    expect(encodeModelFolder(smallModel())).toEqual(encodeModelFolder(smallModel()))
  })

  it('should describe the model to people', () => {
    const card = decoder.decode(encodeModelFolder(smallModel()).get('README.md'))
    expect(card).toContain('binary: ham, spam')
    expect(card).toContain('Embedding(3) → Bidirectional(GRU(2)) → Dense(4, relu) → Dense(1, sigmoid)')
    expect(card).toContain('0.6000, 70.00 %')
    const { spec, ...model } = smallModel()
    const other = {
      ...spec,
      embedding: { ...spec.embedding, trainable: 'new-words' },
      encoder: { ...spec.encoder, layers: 2, pooling: 'max', dropout: 0.25, resetAfter: false },
      task: { ...spec.task, type: 'multi-label' },
    } as const
    expect(decoder.decode(encodeModelFolder({ ...model, spec: other }).get('README.md'))).toContain(
      'Embedding(3, pretrained words frozen) → 2 × Bidirectional(GRU(2, reset before)) → Pool(max) → Dropout(0.25) → ' +
        'Dense(4, relu) → Dense(2, sigmoid)',
    )
  })

  it('should name a file that is missing', () => {
    for (const name of ['model.json', 'vocabulary.txt', 'weights.safetensors', 'history.json']) {
      const files = new Map(encodeModelFolder(smallModel()))
      files.delete(name)
      expect(() => decodeModelFolder(files, 'my-model')).toThrow(`my-model/${name}`)
    }
  })

  it('should refuse each file when it was cut short', () => {
    for (const [name, bytes] of encodeModelFolder(smallModel())) {
      if (name === 'README.md') continue
      for (const length of [0, 1, bytes.length >> 1, bytes.length - 2]) {
        const files = new Map(encodeModelFolder(smallModel())).set(name, bytes.subarray(0, length))
        const code = codeOf(() => decodeModelFolder(files))
        expect(code, `${name} at ${length}`).toMatch(
          /^(MODEL_SPEC_INVALID|VOCABULARY_INVALID|MODEL_VOCABULARY_MISMATCH|SAFETENSORS_MALFORMED)$/,
        )
      }
    }
  })

  it('should refuse a specification that was tampered with, naming file and field', () => {
    const cases: [(json: Record<string, never>) => void, string, string][] = [
      [(json) => Object.assign(json, { format: 'other' }), 'MODEL_SPEC_INVALID', 'wordloom-model'],
      [(json) => Object.assign(json, { formatVersion: 2 }), 'MODEL_VERSION', 'Update'],
      [(json) => Object.assign(json['spec']!, { maxLength: '9' }), 'MODEL_SPEC_INVALID', 'maxLength'],
      [(json) => Object.assign(json['spec']!, { maxLength: 0 }), 'MODEL_SPEC_INVALID', 'maxLength'],
      [(json) => Object.assign(json['spec']!, { encoder: null }), 'MODEL_SPEC_INVALID', 'encoder.type'],
      [(json) => Object.assign(json['spec']!, { tokenizer: { type: 'bpe' } }), 'MODEL_SPEC_INVALID', 'tokenizer.type'],
      [(json) => Object.assign(json['spec']!['task'], { labels: ['a'] }), 'DATA_LABELS', 'two'],
      [(json) => Object.assign(json['spec']!['task'], { labels: ['a', 'a'] }), 'DATA_LABELS', 'twice'],
      [(json) => Object.assign(json['spec']!['encoder'], { units: 3 }), 'TENSOR_SHAPE', '[3, 9]'],
    ]
    for (const [change, code, words] of cases) {
      const files = changedJson(change)
      expect(codeOf(() => decodeModelFolder(files))).toBe(code)
      expect(() => decodeModelFolder(files)).toThrow(words)
    }
  })

  it('should notice another vocabulary', () => {
    const files = changed('vocabulary.txt', (text) => text.replace('cat', 'dog'))
    expect(codeOf(() => decodeModelFolder(files))).toBe('MODEL_VOCABULARY_MISMATCH')
    const notUtf8 = new Map(encodeModelFolder(smallModel())).set('vocabulary.txt', Uint8Array.of(10, 0xff, 10))
    expect(codeOf(() => decodeModelFolder(notUtf8))).toBe('INVALID_UTF8')
  })

  it('should refuse weights that are missing or not finite', () => {
    const model = smallModel()
    const without = new Map(model.weights)
    without.delete('hidden/bias')
    expect(codeOf(() => decodeModelFolder(encodeModelFolder({ ...model, weights: without })))).toBe('TENSOR_MISSING')
    model.weights.get('hidden/bias')!.data[1] = NaN
    expect(codeOf(() => decodeModelFolder(encodeModelFolder(model)))).toBe('NOT_A_NUMBER')
  })
})
