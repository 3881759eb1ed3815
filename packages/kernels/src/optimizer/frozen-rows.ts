import type { Arena } from '../memory/arena.js'
import type { Pointer } from '../wasm/kernel-exports.js'

/** Copies flags of rows, one byte each, to where the kernels see them; 0 when there are none. Commits the arena. */
export function createFrozenRows(arena: Arena, flags: Uint8Array | undefined): Pointer {
  const pointer = flags === undefined ? 0 : arena.allocate(Math.ceil(flags.length / 4))
  arena.commit()
  if (flags !== undefined) new Uint8Array(arena.int32.buffer).set(flags, pointer)
  return pointer
}
