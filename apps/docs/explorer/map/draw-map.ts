import { scaleSqrt } from 'd3-scale'
import type { ZoomTransform } from 'd3-zoom'
import { chooseLabels } from './choose-labels.js'
import type { Size } from './fit-points.js'
import type { WordMap } from './word-map.js'

/** What is drawn. */
export interface MapPicture {
  readonly map: WordMap
  /** On a canvas that shows all, `[words, 2]`. */
  readonly points: Float32Array
  readonly transform: ZoomTransform
  readonly size: Size
  /** Words of which more is shown. */
  readonly selected: number | undefined
  readonly hovered: number | undefined
}

/** Colours of the theme, as CSS. */
export interface MapColours {
  readonly text: string
  readonly quiet: string
  readonly point: string
  readonly selected: string
  readonly ground: string
}

const lineHeight = 15
const font = '13px system-ui, sans-serif'
const boldFont = `600 ${font}`
const mostLabels = 160

/** Draws a map: points, lines from the word that is looked at to its nearest ones, and as many words as there is room for. */
export function drawMap(context: CanvasRenderingContext2D, picture: MapPicture, colours: MapColours): void {
  const { map, points, transform, size, selected, hovered } = picture
  const { words } = map
  const placeOf = (word: number): [number, number] => transform.apply([points[2 * word]!, points[2 * word + 1]!])
  const shown = [hovered, selected].filter((word) => word !== undefined)
  const near = [...new Set(shown.flatMap((word) => map.neighbors[word] ?? []))]
  const radius = scaleSqrt().domain([0.8, 10]).range([1.8, 4]).clamp(true)(transform.k)

  context.clearRect(0, 0, size.width, size.height)
  context.lineWidth = 1
  context.strokeStyle = colours.selected
  for (const word of shown) drawLines(context, placeOf(word), (map.neighbors[word] ?? []).map(placeOf))

  const isInside = ([x, y]: readonly [number, number]): boolean =>
    x >= -radius && y >= -radius && x <= size.width + radius && y <= size.height + radius
  const visible = Array.from(words.keys()).filter((word) => isInside(placeOf(word)))
  context.fillStyle = colours.point
  for (const word of visible) drawPoint(context, placeOf(word), radius)
  context.fillStyle = colours.selected
  for (const word of near) drawPoint(context, placeOf(word), radius)
  for (const word of shown) drawPoint(context, placeOf(word), radius + 3)

  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  context.font = font
  const emphasized = new Set([...shown, ...near])
  const labels = chooseLabels({
    order: [...emphasized, ...visible.filter((word) => !emphasized.has(word))],
    textOf: (word) => words[word]!,
    placeOf,
    widthOf: (text) => context.measureText(text).width + 2,
    height: lineHeight,
    most: mostLabels,
  })
  context.strokeStyle = colours.ground
  context.lineWidth = 3
  for (const { word, text, x, y } of labels) {
    context.font = shown.includes(word) ? boldFont : font
    context.fillStyle = emphasized.has(word) || shown.length === 0 ? colours.text : colours.quiet
    context.strokeText(text, x, y)
    context.fillText(text, x, y)
  }
}

function drawPoint(context: CanvasRenderingContext2D, [x, y]: readonly [number, number], radius: number): void {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fill()
}

function drawLines(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  ends: readonly (readonly [number, number])[],
): void {
  context.beginPath()
  for (const end of ends) {
    context.moveTo(x, y)
    context.lineTo(...end)
  }
  context.stroke()
}
