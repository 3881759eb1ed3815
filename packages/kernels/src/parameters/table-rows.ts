import type { EmbeddingLayer } from '../layers/embedding-layer.js'
import type { OpenKernels } from '../wasm/open-kernels.js'

/** The rows of an embedding table that a batch sees. Arrays that are handed out are valid until the next call. */
export interface TableRows {
  /** Columns of the table. */
  readonly dimension: number
  /** Whether rows are to get a gradient. */
  readonly learns: boolean
  /** Looks up the rows of a batch: `ids`, `[tokens]`, are taken to be in the vocabulary. */
  select(ids: Int32Array): SelectedRows
}

/** The different rows of a batch, in order of first occurrence. */
export interface SelectedRows {
  /** How many there are. */
  readonly count: number
  /** `[tokens]`: the row of every token. */
  readonly rowOfToken: Int32Array
  /** `[count, dimension]` */
  readonly values: Float32Array
  /** `[count, dimension]`, zeros: where the gradient is to be added before a step; empty when the table does not learn. */
  readonly gradient: Float32Array
}

/** Makes the buffers of a batch the last things in the arena: nothing else may be allocated behind them for longer. */
export function createTableRows({ arena, tasks }: OpenKernels, embedding: EmbeddingLayer): TableRows {
  const { columns, wantsGradient } = embedding.output
  const { output } = embedding
  let firstBuffer: number | undefined
  let capacity = 0
  let ids = 0

  function reserve(tokens: number): void {
    firstBuffer ??= arena.mark()
    if (tokens <= capacity) return
    // Should the memory not grow, the buffers of before are gone as well: the next batch lays them out again.
    capacity = 0
    arena.release(firstBuffer)
    ids = arena.allocate(tokens)
    embedding.layout({ batchSize: 0, tokens, steps: 0 })
    arena.commit()
    capacity = tokens
  }

  return {
    dimension: columns,
    learns: wantsGradient,
    select(tokenIds) {
      const tokens = tokenIds.length
      reserve(tokens)
      arena.int32.set(tokenIds, ids / 4)
      embedding.forward({ ids, tokens })
      tasks.run()
      embedding.backward()
      const count = embedding.words.count
      const view = (pointer: number): Float32Array =>
        arena.float32.subarray(pointer / 4, pointer / 4 + (pointer === 0 ? 0 : count * columns))
      const gradient = view(output.gradient).fill(0)
      const first = embedding.words.index / 4
      return { count, rowOfToken: arena.int32.subarray(first, first + tokens), values: view(output.value), gradient }
    },
  }
}
