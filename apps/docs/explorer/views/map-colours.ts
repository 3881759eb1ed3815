import type { MapColours } from '../map/draw-map.js'

/** The colours of a map, which the theme gives an element as custom properties. */
export function mapColours(element: HTMLElement): MapColours {
  const style = getComputedStyle(element)
  const colour = (name: string): string => style.getPropertyValue(name)
  return {
    text: colour('--vp-c-text-1'),
    quiet: colour('--vp-c-text-2'),
    point: colour('--explorer-point'),
    selected: colour('--explorer-selected'),
    ground: colour('--vp-c-bg-soft'),
  }
}
