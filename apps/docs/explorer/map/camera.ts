import { select } from 'd3-selection'
import { zoom, zoomIdentity, type ZoomTransform } from 'd3-zoom'
import type { Size } from './fit-points.js'

/** Which part of a map is looked at, as mouse, fingers and keys change it. */
export interface Camera {
  readonly transform: () => ZoomTransform
  /** Moves what is seen by so many pixels. */
  pan(x: number, y: number): void
  /** Brings the middle so many times as near. */
  zoom(factor: number): void
  /** Brings a place into the middle, at least so near. `point` is on a canvas that shows all. */
  centre(point: readonly [x: number, y: number], least: number): void
  /** Shows all. */
  reset(): void
  dispose(): void
}

const nearest = 40
const farthest = 0.8

/**
 * Watches an element. The wheel zooms only with Control or while the element has the focus: a reader who scrolls the page
 * passes over the map. Nothing moves by itself, so there is nothing to reduce for those who want less motion.
 */
export function createCamera(element: HTMLElement, onChange: () => void): Camera {
  const selection = select<HTMLElement, unknown>(element)
  const size = (): Size => ({ width: element.clientWidth, height: element.clientHeight })
  let transform = zoomIdentity
  const behavior = zoom<HTMLElement, unknown>()
    .scaleExtent([farthest, nearest])
    .filter((event: Event) => {
      if (event instanceof WheelEvent) return event.ctrlKey || element.contains(document.activeElement)
      return !(event instanceof MouseEvent) || event.button === 0
    })
    .on('zoom', (event: { readonly transform: ZoomTransform }) => {
      transform = event.transform
      onChange()
    })
  // A double click would zoom with a transition, which readers may not want.
  selection.call(behavior).on('dblclick.zoom', null)
  return {
    transform: () => transform,
    pan: (x, y) => behavior.translateBy(selection, x / transform.k, y / transform.k),
    zoom: (factor) => behavior.scaleBy(selection, factor),
    centre([x, y], least) {
      const { width, height } = size()
      const k = Math.max(transform.k, least)
      behavior.transform(selection, zoomIdentity.translate(width / 2 - x * k, height / 2 - y * k).scale(k))
    },
    reset: () => behavior.transform(selection, zoomIdentity),
    dispose: () => void selection.on('.zoom', null),
  }
}
