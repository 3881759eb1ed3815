/** What a program must know to run a file. */
export interface SnippetFacts {
  readonly fileName: string
  readonly input: 'ids' | 'tokens' | 'text'
  /** Columns of the probabilities. */
  readonly outputs: number
  /** Two rows of the same length to classify, in the terms of the input; of `text`, rows of one text. */
  readonly rows: readonly [readonly (number | string)[], readonly (number | string)[]]
}

/** A short, complete program in one language. */
export interface Snippet {
  readonly language: string
  /** Of the code block. */
  readonly tag: string
  /** What the program needs, as one line. */
  needs(facts: SnippetFacts): string
  program(facts: SnippetFacts): string
}

/** All values of both rows, as literals that JSON, Python, Java, Go, Rust and C++ share. */
export function flatLiterals({ rows }: SnippetFacts): string {
  return rows.flat().map(literal).join(', ')
}

/** A row's values, likewise. */
export function rowLiterals(row: readonly (number | string)[]): string {
  return row.map(literal).join(', ')
}

/** The sizes of the input: both rows, and their length where the input has one. */
export function shapeLiterals({ rows, input }: SnippetFacts): string {
  return input === 'text' ? '2' : `2, ${rows[0].length}`
}

function literal(value: number | string): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}
