import { describe, expect, it } from 'vitest'
import { parseBenchArguments, usage } from '../src/bench-arguments.js'
import { suites } from '../src/suites.js'

describe('parseBenchArguments', () => {
  it('should read suite, cases and options', () => {
    const parameters = ['train', '--only', 'reference', '--only', 'predict', '--quick', '--json', 'figures.json']
    expect(parseBenchArguments(parameters)).toEqual({
      suite: 'train',
      only: ['reference', 'predict'],
      quick: true,
      json: 'figures.json',
      help: false,
    })
  })

  it('should refuse an option that there is not', () => {
    expect(() => parseBenchArguments(['--fast'])).toThrowError(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
  })
})

describe('usage', () => {
  it('should name every case', () => {
    const text = usage(suites)
    for (const { name } of suites.flatMap(({ cases }) => cases)) expect(text).toContain(name)
  })
})
