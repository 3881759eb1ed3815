import { describe, expect, it } from 'vitest'
import { closestName } from '../src/closest-name.js'

describe('closestName', () => {
  it.each([
    ['text', ['id', 'Text', 'tezt'], 'Text'],
    ['label', ['lable', 'labels2', 'x'], 'lable'],
    ['sentiment', ['sentimnt', 'review'], 'sentimnt'],
    ['text', [' text ', 'next'], ' text '],
    ['review', ['preview', 'review_text'], 'preview'],
    ['text', ['id', 'body', 'kind'], undefined],
    ['x', ['y'], undefined],
    ['', ['a'], undefined],
  ])('should answer %j among %j with %j', (wanted, names, expected) => {
    expect(closestName(wanted, names)).toBe(expected)
  })
})
