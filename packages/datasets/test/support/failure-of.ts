import { WordloomError } from '@wordloom/core'

/** The error of the family that the work fails with; anything else fails the test. */
export async function failureOf(work: Promise<unknown> | (() => unknown)): Promise<WordloomError> {
  try {
    await (typeof work === 'function' ? work() : work)
  } catch (error) {
    if (error instanceof WordloomError) return error
    throw error
  }
  throw new Error('It did not fail.')
}

/** Everything a stream yields. */
export async function all<Item>(source: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of source) items.push(item)
  return items
}
