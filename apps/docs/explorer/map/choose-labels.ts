/** Where a word is written. */
export interface Label {
  readonly word: number
  readonly text: string
  /** The left end of its text. */
  readonly x: number
  /** The middle of its height. */
  readonly y: number
}

/** What labels are chosen from. */
export interface LabelCandidates {
  /** Words in the order in which they get their place. */
  readonly order: Iterable<number>
  readonly textOf: (word: number) => string
  /** Where the point of a word is, in pixels. */
  readonly placeOf: (word: number) => readonly [x: number, y: number]
  /** Pixels that a text takes across. */
  readonly widthOf: (text: string) => number
  /** Pixels that a line of text takes. */
  readonly height: number
  readonly most: number
}

/** Pixels between a point and its text. */
const gap = 5

/** The words that are written: each at the right of its point, and none over another one. */
export function chooseLabels({ order, textOf, placeOf, widthOf, height, most }: LabelCandidates): Label[] {
  const labels: (Label & { readonly right: number })[] = []
  for (const word of order) {
    if (labels.length === most) break
    const text = textOf(word)
    const [pointX, y] = placeOf(word)
    const x = pointX + gap
    const right = x + widthOf(text)
    const isFree = labels.every((other) => Math.abs(other.y - y) >= height || other.right < x || right < other.x)
    if (isFree) labels.push({ word, text, x, y, right })
  }
  return labels
}
