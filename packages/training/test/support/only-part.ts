import type { LabeledRows } from '../../src/data/batches.js'
import type { RowSource } from '../../src/data/row-source.js'

/** Rows that are in memory, which come as one part. */
export async function onlyPart(source: RowSource | undefined): Promise<LabeledRows> {
  for await (const part of source?.parts(1) ?? []) {
    if (part.targets.length > 0) return part
  }
  throw new Error('There are no rows.')
}
