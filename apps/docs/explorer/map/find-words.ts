import { quadtree } from 'd3-quadtree'
import type { ZoomTransform } from 'd3-zoom'
import type { Size } from './fit-points.js'

/** Finds words by where they are on a canvas; a word is its index. */
export interface WordFinder {
  /** The word nearest to a place, if one is within so many pixels. */
  at(x: number, y: number, transform: ZoomTransform, radius: number): number | undefined
  /** All words within a canvas, those nearest to its middle first. */
  visible(transform: ZoomTransform, size: Size): number[]
}

/** @param points - of a canvas that shows all, `[points, 2]`. */
export function wordFinder(points: Float32Array): WordFinder {
  const x = (word: number): number => points[2 * word]!
  const y = (word: number): number => points[2 * word + 1]!
  const words = Array.from({ length: points.length / 2 }, (_, word) => word)
  const tree = quadtree(words, x, y)
  return {
    at: (left, top, transform, radius) =>
      tree.find(transform.invertX(left), transform.invertY(top), radius / transform.k),
    visible(transform, { width, height }) {
      const [left, right] = [transform.invertX(0), transform.invertX(width)]
      const [top, bottom] = [transform.invertY(0), transform.invertY(height)]
      const middle = [(left + right) / 2, (top + bottom) / 2] as const
      const distance = (word: number): number => Math.hypot(x(word) - middle[0], y(word) - middle[1])
      return words
        .filter((word) => x(word) >= left && x(word) <= right && y(word) >= top && y(word) <= bottom)
        .map((word) => ({ word, distance: distance(word) }))
        .sort((a, b) => a.distance - b.distance)
        .map(({ word }) => word)
    },
  }
}
