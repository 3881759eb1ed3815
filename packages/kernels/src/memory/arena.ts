import { WordloomError } from '@wordloom/core'
import type { Pointer } from '../wasm/kernel-exports.js'

/** One WebAssembly memory, handed out front to back in 4-byte elements. */
export interface Arena {
  readonly memory: WebAssembly.Memory
  /** The whole memory; replaced when the memory grows, so ask again after {@link Arena.commit}. Index = pointer / 4. */
  readonly float32: Float32Array
  /** The whole memory, as {@link Arena.float32}. */
  readonly int32: Int32Array
  /** Reserves `count` elements of 4 bytes and returns where they begin; usable after the next {@link Arena.commit}. */
  allocate(count: number): Pointer
  /** Where the next allocation would begin. */
  mark(): Pointer
  /** Gives back everything allocated after a {@link Arena.mark}. */
  release(mark: Pointer): void
  /**
   * Grows the memory, if it has to, to hold all that is allocated. Fresh memory is zero, released memory is not.
   *
   * @throws WordloomError `RUNTIME_UNSUPPORTED` when that is more than WebAssembly or the machine can give.
   */
  commit(): void
}

const pageBytes = 65_536
/** What 32-bit pointers reach. */
const maximumBytes = 65_536 * pageBytes
/** A cache line: no two buffers share one. */
const alignment = 64
/** The first page is left to the compiler of the kernels, for constants. */
const firstByte = pageBytes
/** Kernels read, and never write, up to three elements behind a row that is no multiple of four long. */
const slackBytes = 64

/** Makes an empty arena on a memory of its own, which threads can share if `shared`. */
export function createArena(shared = false): Arena {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: maximumBytes / pageBytes, shared })
  let next = firstByte
  let float32: Float32Array = new Float32Array(memory.buffer)
  let int32: Int32Array = new Int32Array(memory.buffer)
  return {
    memory,
    get float32() {
      return float32
    },
    get int32() {
      return int32
    },
    allocate(count) {
      const pointer = next
      next = Math.ceil((next + 4 * count) / alignment) * alignment
      return pointer
    },
    mark: () => next,
    release(mark) {
      next = mark
    },
    commit() {
      const missing = next + slackBytes - memory.buffer.byteLength
      if (missing <= 0) return
      growMemory(memory, missing)
      float32 = new Float32Array(memory.buffer)
      int32 = new Int32Array(memory.buffer)
    },
  }
}

function growMemory(memory: WebAssembly.Memory, missingBytes: number): void {
  const wanted = memory.buffer.byteLength + missingBytes
  const details = {
    received: `${Math.ceil(wanted / 2 ** 20)} MiB`,
    hint: 'Use a smaller vocabulary, dimension or batch, or shorter texts.',
  }
  if (wanted > maximumBytes) {
    const expected = 'at most 4096 MiB'
    throw new WordloomError('RUNTIME_UNSUPPORTED', 'The network does not fit into a WebAssembly memory', {
      ...details,
      expected,
    })
  }
  try {
    memory.grow(Math.ceil(missingBytes / pageBytes))
  } catch (cause) {
    throw new WordloomError('RUNTIME_UNSUPPORTED', 'This machine cannot give the network enough memory', {
      ...details,
      cause,
    })
  }
}
