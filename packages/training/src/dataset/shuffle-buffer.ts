import type { RandomGenerator } from '@wordloom/core'

/**
 * Shuffles a stream within a buffer: once it is full, each item that comes takes the place of a random one, which goes on.
 * An item moves ahead by at most `size` places, and waits for `size` others on average.
 *
 * @param size - items held, at least 1.
 */
export async function* shuffleBuffer<Item>(
  items: AsyncIterable<Item>,
  size: number,
  random: RandomGenerator,
): AsyncGenerator<Item, void, void> {
  const buffer: Item[] = []
  for await (const item of items) {
    if (buffer.length < size) {
      buffer.push(item)
      continue
    }
    const place = random.nextInteger(size)
    const next = buffer[place]!
    buffer[place] = item
    yield next
  }
  while (buffer.length > 0) {
    const place = random.nextInteger(buffer.length)
    const next = buffer[place]!
    buffer[place] = buffer[buffer.length - 1]!
    buffer.pop()
    yield next
  }
}
