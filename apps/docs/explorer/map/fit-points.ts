import { scaleLinear } from 'd3-scale'

/** Width and height in CSS pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** Where points are on a canvas that shows all of them. */
export interface FittedPoints {
  /** `[points, 2]`, in pixels from the upper left corner. */
  readonly points: Float32Array
  /** Pixels of a unit of the map, across and up. */
  readonly unit: number
}

/** Room for words at the edges. */
const margin = 36

/** Fits points into a canvas. `[points, 2]`, up being positive. */
export function fitPoints(positions: Float32Array, { width, height }: Size): FittedPoints {
  const [left, right] = extent(positions, 0)
  const [bottom, top] = extent(positions, 1)
  const room = { width: Math.max(1, width - 2 * margin), height: Math.max(1, height - 2 * margin) }
  // A single point, or a line of them, has no extent of its own.
  const unit = Math.min(room.width / (right - left || 1), room.height / (top - bottom || 1))
  const middle = { x: (left + right) / 2, y: (bottom + top) / 2 }
  const across = scaleLinear([middle.x, middle.x + 1], [width / 2, width / 2 + unit])
  const up = scaleLinear([middle.y, middle.y + 1], [height / 2, height / 2 - unit])
  return { points: positions.map((value, index) => (index % 2 === 0 ? across(value) : up(value))), unit }
}

/** Where a place of a fitted canvas is after its size has changed. */
export function placeAfterResize(
  [x, y]: readonly [number, number],
  before: Size & { readonly unit: number },
  after: Size & { readonly unit: number },
): [x: number, y: number] {
  const ratio = after.unit / before.unit
  return [(x - before.width / 2) * ratio + after.width / 2, (y - before.height / 2) * ratio + after.height / 2]
}

function extent(positions: Float32Array, axis: 0 | 1): [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity]
  for (let index = axis; index < positions.length; index += 2) {
    least = Math.min(least, positions[index]!)
    most = Math.max(most, positions[index]!)
  }
  return [least, most]
}
