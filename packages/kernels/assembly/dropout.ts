import { FLOAT, storeLanes } from './lanes'

const FACTOR_1: i32 = 0xcc9e2d51
const FACTOR_2: i32 = 0x1b873593
const ADDEND: i32 = 0xe6546b64
const FINAL_1: i32 = 0x85ebca6b
const FINAL_2: i32 = 0xc2b2ae35
/** Bytes hashed: six words. */
const LENGTH: i32 = 24

/** Takes one 32-bit word into a MurmurHash3. */
@inline
function mix(hash: i32, word: i32): i32 {
  return rotl<i32>(hash ^ (rotl<i32>(word * FACTOR_1, 15) * FACTOR_2), 13) * 5 + ADDEND
}

@inline
function rotl4(x: v128, bits: i32): v128 {
  return v128.or(i32x4.shl(x, bits), i32x4.shr_u(x, 32 - bits))
}

/** Takes the last word into four MurmurHash3s and ends them. */
@inline
function finish4(hash: v128, words: v128): v128 {
  const word = i32x4.mul(rotl4(i32x4.mul(words, i32x4.splat(FACTOR_1)), 15), i32x4.splat(FACTOR_2))
  let h = i32x4.add(i32x4.mul(rotl4(v128.xor(hash, word), 13), i32x4.splat(5)), i32x4.splat(ADDEND))
  h = v128.xor(h, i32x4.splat(LENGTH))
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(FINAL_1))
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 13)), i32x4.splat(FINAL_2))
  return v128.xor(h, i32x4.shr_u(h, 16))
}

/**
 * Inverted dropout of `source[rows, columns]`: an element becomes 0 when its hash is below `threshold`, else it is
 * multiplied by `scale`. `target` and `source` may be the same buffer. As the gradient passes exactly where the value did,
 * this is the backward pass too.
 *
 * The hash is MurmurHash3_x86_32 (Austin Appleby, public domain), seeded with `seedLow`, of the six little-endian 32-bit
 * words (seedHigh, step, layer, position, row, column), `row` being the caller's. It depends on nothing else: not on where
 * a row was packed, on the other rows, or on who computes it.
 *
 * @param order 0 when the rows are the caller's rows from `firstRow` on, else `[rows]` int32: the caller's row of each
 * @param position Place of these elements in their rows' tokens; 0 where there is one vector a row.
 * @param threshold share of dropped elements * 2^32
 * @param scale 1 / (1 - share of dropped elements)
 * @see https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp
 */
export function dropout(
  target: usize,
  source: usize,
  order: usize,
  firstRow: i32,
  rows: i32,
  columns: i32,
  seedLow: i32,
  seedHigh: i32,
  step: i32,
  layer: i32,
  position: i32,
  threshold: u32,
  scale: f32,
): void {
  const rowBytes = <usize>columns * FLOAT
  const prefix = mix(mix(mix(mix(seedLow, seedHigh), step), layer), position)
  const scales = f32x4.splat(scale)
  const thresholds = i32x4.splat(<i32>threshold)
  const fours = i32x4.splat(4)
  for (let i = 0; i < rows; i++) {
    const row = order == 0 ? firstRow + i : load<i32>(order + <usize>i * FLOAT)
    const hashes = i32x4.splat(mix(prefix, row))
    let words = i32x4(0, 1, 2, 3)
    for (let j = 0; j < columns; j += 4) {
      const at = <usize>j * FLOAT
      const keep = i32x4.ge_u(finish4(hashes, words), thresholds)
      storeLanes(target + at, v128.and(f32x4.mul(v128.load(source + at), scales), keep), columns - j)
      words = i32x4.add(words, fours)
    }
    target += rowBytes
    source += rowBytes
  }
}
