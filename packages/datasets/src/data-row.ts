/** A row of a table, cut down to the columns asked for. */
export interface DataRow {
  /** Line on which the row begins, counted from 1; in a Parquet file the number of the row. */
  readonly line: number
  /** In the order of the columns asked for. */
  readonly values: readonly (string | number | boolean)[]
}

/** What a reader needs to know. */
export interface ReadRowsOptions {
  /** Name of the input in errors. */
  readonly file: string
  /** Names of the columns to keep. */
  readonly columns: readonly string[]
}

/**
 * Longest row that is read. A row beyond it is nearly always a quote that was never closed, which would otherwise pull
 * the rest of the file into one field.
 */
export const maximumRowBytes: number = 16 * 1024 * 1024
