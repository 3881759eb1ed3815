import { InvalidArgumentError } from 'commander'
import { notNegative, type OptionParser } from './numbers.js'

/** How much the rows of each label count. */
export type ClassWeights = 'balanced' | Readonly<Record<string, number>>

/** `balanced`, or weights by label: `spam=2,ham=0.5`. What stands before the last `=` of a part is the label. */
export const classWeights: OptionParser<ClassWeights> = (text) => {
  if (text === 'balanced') return 'balanced'
  const weights = new Map<string, number>()
  for (const part of text.split(',')) {
    const at = part.lastIndexOf('=')
    const label = part.slice(0, Math.max(at, 0)).trim()
    if (label === '') throw new InvalidArgumentError('Expected balanced, or weights by label such as spam=2,ham=0.5.')
    if (weights.has(label)) throw new InvalidArgumentError(`The label '${label}' has two weights.`)
    weights.set(label, notNegative(part.slice(at + 1)))
  }
  return Object.fromEntries(weights)
}
