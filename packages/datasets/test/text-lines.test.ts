import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textLineGroups } from '../src/text-lines.js'
import { all } from './support/failure-of.js'

async function* pieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text)
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

describe('textLineGroups', () => {
  it('should find the lines that splitting the whole text finds', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', ' ', 'é', '😀', '\r') }).filter((text) => !text.endsWith('\r'))
    const ending = fc.constantFrom('\n', '\r\n')
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(line, ending)), fc.integer({ min: 1, max: 9 }), async (lines, size) => {
        const groups = await all(textLineGroups(pieces(lines.flat().join(''), size), 'f'))
        expect(groups.flat()).toEqual(lines.map(([text], index) => ({ line: index + 1, text })))
      }),
    )
  })

  it('should give a last line without an end', async () => {
    const groups = await all(textLineGroups(pieces('a\nb', 10), 'f'))
    expect(groups).toEqual([[{ line: 1, text: 'a' }], [{ line: 2, text: 'b' }]])
  })

  it('should give lines as they come', async () => {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    async function* typed(): AsyncGenerator<Buffer> {
      yield Buffer.from('one\n')
      await held
      yield Buffer.from('two\n')
    }
    const groups = textLineGroups(typed(), 'f')
    expect((await groups.next()).value).toEqual([{ line: 1, text: 'one' }])
    release()
    expect((await groups.next()).value).toEqual([{ line: 2, text: 'two' }])
  })
})
