import { describe, expect, it } from 'vitest'
import { createArena } from '../../src/memory/arena.js'

describe('createArena', () => {
  it('should hand out buffers that do not overlap, each on a cache line of its own', () => {
    const arena = createArena()
    const pointers = [arena.allocate(1), arena.allocate(17), arena.allocate(0), arena.allocate(5)]
    arena.commit()

    expect(pointers.every((pointer) => pointer % 64 === 0)).toBe(true)
    expect(pointers[1]! - pointers[0]!).toBe(64)
    expect(pointers[2]! - pointers[1]!).toBe(128)
  })

  it('should grow to hold what was allocated and give views on the grown memory', () => {
    const arena = createArena()
    const pointer = arena.allocate(1_000_000)
    arena.commit()
    arena.float32[pointer / 4 + 999_999] = 1.5

    expect(arena.float32.byteLength).toBe(arena.memory.buffer.byteLength)
    expect(arena.int32[pointer / 4 + 999_999]).toBe(0x3fc00000)
  })

  it('should hand out released memory again without growing', () => {
    const arena = createArena()
    const start = arena.mark()
    arena.allocate(100_000)
    arena.commit()
    const { byteLength } = arena.memory.buffer
    arena.release(start)

    expect(arena.allocate(100_000)).toBe(start)
    arena.commit()
    expect(arena.memory.buffer.byteLength).toBe(byteLength)
  })

  it('should refuse more than 32-bit pointers reach', () => {
    const arena = createArena()
    arena.allocate(2 ** 30)

    expect(() => arena.commit()).toThrow(expect.objectContaining({ code: 'RUNTIME_UNSUPPORTED' }))
    expect(() => arena.commit()).toThrow(/at most 4096 MiB.*smaller/)
  })
})
