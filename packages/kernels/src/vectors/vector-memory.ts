/**
 * The memory that vectors lie in.
 *
 * @packageDocumentation
 */
import { WordloomError } from '@wordloom/core'
import type { Pointer } from '../wasm/kernel-exports.js'

/**
 * One WebAssembly memory for vectors and what belongs to them: handed out front to back, never given back. What loads
 * vectors puts them there, and what asks them questions finds the memory by {@link vectorMemoryOf} and works in place.
 */
export interface VectorMemory {
  /** Where the vectors lie; threads may share it. */
  readonly memory: WebAssembly.Memory
  /** Whether threads can share it. */
  readonly shared: boolean
  /**
   * Reserves bytes that begin at a multiple of 64; those that were never reserved before are zero.
   *
   * @throws WordloomError `RUNTIME_UNSUPPORTED` when that is more than WebAssembly or the machine can give.
   */
  allocate(bytes: number): Pointer
  /** A view; it stays valid when the memory grows only if the memory is shared. */
  uint8(pointer: Pointer, length: number): Uint8Array
  /** As {@link VectorMemory.uint8}. */
  uint32(pointer: Pointer, length: number): Uint32Array
  /** As {@link VectorMemory.uint8}. */
  float32(pointer: Pointer, length: number): Float32Array
}

const pageBytes = 65_536
/** What 32-bit pointers reach. */
const mostPages = 65_536
/** A cache line: no two buffers share one. */
const alignment = 64
/** The first page is left to the compiler of the kernels, for constants. */
const firstByte = pageBytes
/** Kernels read, and never write, a vector of bytes beyond the end of a buffer. */
const slackBytes = 64

const memories = new WeakMap<ArrayBufferLike, VectorMemory>()

/** Makes an empty memory. */
export function createVectorMemory(shared: boolean): VectorMemory {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages, shared })
  let next = firstByte
  const buffer = (): ArrayBuffer => {
    // Each growth makes another object of the buffer; all those that somebody may hold lead back here.
    memories.set(memory.buffer, vectors)
    return memory.buffer
  }
  const vectors: VectorMemory = {
    memory,
    shared,
    allocate(bytes) {
      const pointer = next
      next = Math.ceil((next + bytes) / alignment) * alignment
      const missing = next + slackBytes - memory.buffer.byteLength
      if (missing > 0) grow(memory, Math.ceil(missing / pageBytes))
      return pointer
    },
    uint8: (pointer, length) => new Uint8Array(buffer(), pointer, length),
    uint32: (pointer, length) => new Uint32Array(buffer(), pointer, length),
    float32: (pointer, length) => new Float32Array(buffer(), pointer, length),
  }
  return vectors
}

/** The memory that a view of {@link VectorMemory.float32} lies in; nothing for any other array. */
export function vectorMemoryOf(view: ArrayBufferView): VectorMemory | undefined {
  return memories.get(view.buffer)
}

function grow(memory: WebAssembly.Memory, pages: number): void {
  try {
    memory.grow(pages)
  } catch (cause) {
    const mebibytes = (count: number): string => `${Math.ceil((count * pageBytes) / 2 ** 20)} MiB`
    throw new WordloomError('RUNTIME_UNSUPPORTED', 'There is not enough memory for the vectors', {
      expected: `at most ${mebibytes(mostPages)}`,
      received: mebibytes(memory.buffer.byteLength / pageBytes + pages),
      hint: 'Load only the words that you need (`words`) or the most frequent ones (`limit`).',
      cause,
    })
  }
}
