/** What pages that measure themselves leave for whoever opened them: figures by name. */
export type Figures = Readonly<Record<string, number>>

declare global {
  /** When the script of the page began; its first statement sets it. */
  var scriptStarted: number
  /** What the page measures, or a function that does. */
  var figures: Promise<Figures> | ((...parameters: never[]) => Promise<Figures>)
}
