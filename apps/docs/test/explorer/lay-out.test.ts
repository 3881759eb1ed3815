import { glove } from '@wordloom/glove-loader'
import { describe, expect, it } from 'vitest'
import { layOut } from '../../explorer/map/lay-out.ts'
import type { WordMap } from '../../explorer/map/word-map.ts'
import type { WordRows } from '../../explorer/vectors/word-rows.ts'

async function firstWords(limit: number): Promise<WordRows> {
  const { vocabulary, matrix, dimension } = await glove('glove-mini').load({ limit })
  return { words: [...vocabulary.tokens()].slice(2), dimension, rows: matrix.slice(2 * dimension) }
}

function distance({ positions }: WordMap, first: number, second: number): number {
  const at = (word: number, axis: number): number => positions[2 * word + axis]!
  return Math.hypot(at(first, 0) - at(second, 0), at(first, 1) - at(second, 1))
}

describe('layOut', () => {
  it('should bring near words together, and give the same map each time', async () => {
    const rows = await firstWords(300)
    const shares: number[] = []
    const map = await layOut(rows, ({ share }) => shares.push(share))
    expect(shares.at(-1)).toBe(1)
    expect([...shares].sort((a, b) => a - b)).toEqual(shares)
    expect(map.words).toEqual(rows.words)

    const words = Array.from(map.words.keys())
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
    const near = mean(words.map((word) => distance(map, word, map.neighbors[word]![0]!)))
    const any = mean(words.map((word) => distance(map, word, (word + 151) % words.length)))
    expect(near).toBeLessThan(any / 4)
    expect(await layOut(rows)).toEqual(map)
  })

  it('should know the nearest words on the map by cosine', async () => {
    const { words, neighbors } = await layOut(await firstWords(300))
    const [nearest] = neighbors[words.indexOf('three')]!
    expect(['two', 'four', 'five']).toContain(words[nearest!])
    expect(neighbors.every((own, word) => own.length === 14 && !own.includes(word))).toBe(true)
  })

  it('should not let a group drift off that nothing ties to the rest', async () => {
    const { words, positions } = await layOut(await firstWords(1000))
    const months = ['january', 'march', 'april', 'june', 'september', 'november'].map((word) => words.indexOf(word))
    const places = (axis: 0 | 1): number[] => words.map((_, word) => positions[2 * word + axis]!)
    const [x, y] = [places(0), places(1)].map((values) => {
      const inOrder = [...values].sort((a, b) => a - b)
      const [low, middle, high] = [0.05, 0.5, 0.95].map((share) => inOrder[Math.floor(share * words.length)]!)
      return months.map((month) => Math.abs(values[month]! - middle!) / (high! - low!))
    })
    // In widths of what the middle nine tenths take; twice as much without the pull.
    expect(Math.max(...x!, ...y!)).toBeLessThan(1.5)
  })

  it.each([
    ['four words', [1, 0, 0, 1, 1, 1, -1, 0]],
    ['equal vectors', Array.from({ length: 40 }, () => 1)],
    ['vectors of zeros', Array.from({ length: 40 }, () => 0)],
  ])('should lay out %s', async (_, values) => {
    const words = Array.from({ length: values.length / 2 }, (__, word) => `word${word}`)
    const { positions } = await layOut({ words, dimension: 2, rows: Float32Array.from(values) })
    expect(positions).toHaveLength(values.length)
    expect(positions.every(Number.isFinite)).toBe(true)
  })

  it('should refuse fewer words than a map needs', async () => {
    const rows = { words: ['a', 'b', 'c'], dimension: 1, rows: Float32Array.of(1, 2, 3) }
    await expect(layOut(rows)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  })
})
