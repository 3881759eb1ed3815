import { describe, expect, it } from 'vitest'
import { textCases } from '../../src/cases/text-cases.js'
import { models } from '../../src/models/models.js'

/** The tokens of a row as the model knows them. */
function tokensOf(modelName: string, caseName: string): string[][] {
  const model = models.find(({ name }) => name === modelName)!.create()
  const wide = modelName === 'text-emoji'
  const { rows } = textCases(model, wide).find(({ name }) => name === caseName)!
  return rows.map((row) => row.map((id) => (id === 1 ? '?' : model.vocabulary.token(id))))
}

describe('textCases', () => {
  it('should be of the tokenizer of each model', () => {
    expect(tokensOf('text', 'punctuation')).toEqual([
      ['don', 't', 'free', 'well', 'known', 'money'],
      [],
      ['click', 'now'],
      ['free'],
    ])
    expect(tokensOf('text-split', 'punctuation')).toEqual([['?', '?', 'well-known', '?'], ['?'], ['?', 'now'], ['?']])
    expect(tokensOf('text', 'white space')).toEqual([
      ['free', 'money'],
      ['click', 'now'],
      ['free', 'money', 'now'],
    ])
    expect(tokensOf('text-split', 'white space')).toEqual([['?'], ['?'], ['?']])
  })

  it('should have capitals beyond ASCII and characters beyond 16 bits that the models know', () => {
    expect(tokensOf('text', 'upper case beyond ASCII')).toEqual([
      ['über', 'éclair'],
      ['σοφία', 'привет', 'привет'],
      ['e\u0301te\u0301'],
    ])
    expect(tokensOf('text-emoji', 'among words')).toEqual([
      ['free', '👍🏽', 'money'],
      ['👍', 'money'],
      ['𠮷野家', 'free'],
    ])
  })

  it('should cut a long text', () => {
    expect(tokensOf('text', 'a long text').map((row) => row.length)).toEqual([12, 1])
  })
})
