/**
 * What the playground reads of a file. A phone trains on this many rows in minutes, and a tab holds them many times over:
 * as text, as ids, in the worker, and as a stored session.
 */
export const tableLimits: TableLimits = { rows: 20_000, bytes: 32 * 1024 * 1024 }

/** Where reading a table stops. */
export interface TableLimits {
  readonly rows: number
  readonly bytes: number
}

/** More labels than this are hardly labels: the column was probably chosen by mistake. */
export const mostLabels = 50
