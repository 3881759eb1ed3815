import { scaleLinear } from 'd3-scale'

/** Width and height in CSS pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** Room for words at the edges. */
const margin = 36

/** Where points are on a canvas that shows all of them, with one unit as long across as up. `[points, 2]` as they are. */
export function fitPoints(positions: Float32Array, { width, height }: Size): Float32Array {
  const [left, right] = extent(positions, 0)
  const [bottom, top] = extent(positions, 1)
  const room = { width: Math.max(1, width - 2 * margin), height: Math.max(1, height - 2 * margin) }
  // A single point, or a line of them, has no extent of its own.
  const unit = Math.min(room.width / (right - left || 1), room.height / (top - bottom || 1))
  const across = scaleLinear()
    .domain([(left + right) / 2, (left + right) / 2 + 1])
    .range([width / 2, width / 2 + unit])
  const up = scaleLinear()
    .domain([(bottom + top) / 2, (bottom + top) / 2 + 1])
    .range([height / 2, height / 2 - unit])
  return positions.map((value, index) => (index % 2 === 0 ? across(value) : up(value)))
}

function extent(positions: Float32Array, axis: 0 | 1): [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity]
  for (let index = axis; index < positions.length; index += 2) {
    least = Math.min(least, positions[index]!)
    most = Math.max(most, positions[index]!)
  }
  return [least, most]
}
