import { computed, reactive, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { guessColumns } from '../data/guess-columns.js'
import { labeledRows, type ChosenRows } from '../data/labeled-rows.js'
import type { Table } from '../data/table.js'
import sampleUrl from '../sample/spam.csv?url'
import { files } from '../worker/files.js'
import { problemOf, type Problem } from '../../tool-parts/problem.js'

/** The table that the reader chose, and what is made of it. */
export interface TableState {
  readonly table: ShallowRef<Table | undefined>
  /** Indices of columns; the form sets them. */
  readonly choice: { text: number; label: number }
  /** Rows of the columns chosen, or why there are none. */
  readonly chosen: ComputedRef<{ readonly rows?: ChosenRows; readonly problem?: Problem }>
  readonly isReading: Ref<boolean>
  readonly problem: ShallowRef<Problem | undefined>
  open(file: Blob, name: string): Promise<void>
  openSample(): Promise<void>
}

/** Reads tables in a worker; what cannot be read leaves the table before in place. */
export function useTable(): TableState {
  const table = shallowRef<Table>()
  const choice = reactive({ text: 0, label: 1 })
  const isReading = ref(false)
  const problem = shallowRef<Problem>()

  async function reading(read: () => Promise<Table>): Promise<void> {
    isReading.value = true
    problem.value = undefined
    try {
      const opened = await read()
      Object.assign(choice, guessColumns(opened))
      table.value = opened
    } catch (error) {
      problem.value = problemOf(error)
    } finally {
      isReading.value = false
    }
  }

  return {
    table,
    choice,
    isReading,
    problem,
    chosen: computed(() => {
      if (table.value === undefined) return {}
      try {
        return { rows: labeledRows(table.value, choice) }
      } catch (error) {
        return { problem: problemOf(error) }
      }
    }),
    open: (file, name) => reading(() => files.table(file, name)),
    openSample: () => reading(async () => files.table(await (await fetch(sampleUrl)).blob(), 'spam.csv')),
  }
}
