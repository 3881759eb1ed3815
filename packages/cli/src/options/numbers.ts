import { InvalidArgumentError } from 'commander'

/** Reads the value of an option; a wrong one is wrong usage. */
export type OptionParser<Value> = (text: string) => Value

/** A whole number of `minimum` or more. */
export function wholeNumber(minimum: number): OptionParser<number> {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text.trim()) && Number.isSafeInteger(value) && value >= minimum) return value
    throw new InvalidArgumentError(`Expected a whole number of ${minimum} or more.`)
  }
}

/** A finite number above 0. */
export const positiveNumber: OptionParser<number> = (text) => {
  const value = decimal(text)
  if (value !== undefined && value > 0) return value
  throw new InvalidArgumentError('Expected a number above 0.')
}

/** A finite number of 0 or more. */
export const notNegative: OptionParser<number> = (text) => {
  const value = decimal(text)
  if (value !== undefined) return value
  throw new InvalidArgumentError('Expected a number of 0 or more.')
}

/** A number of 0 or more and below 1. */
export const share: OptionParser<number> = (text) => {
  const value = decimal(text)
  if (value !== undefined && value < 1) return value
  throw new InvalidArgumentError('Expected a number of 0 or more and below 1.')
}

/** A number above 0 and below 1. */
export const factor: OptionParser<number> = (text) => {
  const value = decimal(text)
  if (value !== undefined && value > 0 && value < 1) return value
  throw new InvalidArgumentError('Expected a number above 0 and below 1.')
}

/** A number from 0 to 1. */
export const probability: OptionParser<number> = (text) => {
  const value = decimal(text)
  if (value !== undefined && value <= 1) return value
  throw new InvalidArgumentError('Expected a number from 0 to 1.')
}

/** A number of epochs, or `none` for no limit. */
export const patience: OptionParser<number> = (text) => {
  return text === 'none' ? Number.POSITIVE_INFINITY : wholeNumber(1)(text)
}

/** A share of the rows as a number in [0, 1), or the name of a file. */
export const shareOrFile: OptionParser<number | string> = (text) => {
  const value = decimal(text)
  if (value === undefined) return text
  if (value < 1) return value
  throw new InvalidArgumentError('Expected a share of the rows, 0 or more and below 1, or a file.')
}

function decimal(text: string): number | undefined {
  const value = Number(text)
  return /^\s*(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) && Number.isFinite(value) ? value : undefined
}
