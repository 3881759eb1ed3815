import type { VectorsReport } from '../report.js'
import type { VectorFormat } from './detect-format.js'

/** The report of a file whose rows were all regular. */
export function regularReport(
  name: string,
  { dimension, header, byteOrderMark }: VectorFormat & { readonly byteOrderMark: boolean },
  counts: Pick<VectorsReport, 'rows' | 'kept' | 'notAskedFor'>,
): VectorsReport {
  return {
    name,
    format: 'text',
    dimension,
    header,
    byteOrderMark,
    ...counts,
    skipped: { total: 0, examples: [], reasons: {} },
    duplicates: { total: 0, examples: [] },
    tokensWithSpaces: { total: 0, examples: [] },
    unknownRow: 'policy',
    limited: false,
  }
}
