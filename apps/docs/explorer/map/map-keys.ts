/** What a key does on a map. */
export type MapAction =
  | { readonly kind: 'pan'; readonly x: number; readonly y: number }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'reset' | 'select' | 'clear' }

/** Pixels that an arrow key moves. */
const step = 60

/** What {@link mapAction} knows, for people. */
export const keysInWords = 'Arrow keys move, plus and minus zoom, 0 shows all, Enter takes the word in the middle.'

const actions: Readonly<Record<string, MapAction>> = {
  // What is seen moves against the arrow, as when a page is scrolled.
  ArrowLeft: { kind: 'pan', x: step, y: 0 },
  ArrowRight: { kind: 'pan', x: -step, y: 0 },
  ArrowUp: { kind: 'pan', x: 0, y: step },
  ArrowDown: { kind: 'pan', x: 0, y: -step },
  '+': { kind: 'zoom', factor: 1.5 },
  '=': { kind: 'zoom', factor: 1.5 },
  '-': { kind: 'zoom', factor: 1 / 1.5 },
  '0': { kind: 'reset' },
  Enter: { kind: 'select' },
  Escape: { kind: 'clear' },
}

/** The action of a key; none with a modifier, which belongs to the browser. */
export function mapAction(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): MapAction | undefined {
  return event.ctrlKey || event.metaKey || event.altKey ? undefined : actions[event.key]
}
