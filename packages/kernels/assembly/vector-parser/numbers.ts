// Decimal text to float32, each value exactly that of `Math.fround(Number(text))`: digits that make an integer of at most
// 2^53 and a power of ten of at most 10^22 are both exact in float64, so their quotient or product is correctly rounded
// (Clinger, How to Read Floating Point Numbers Accurately, 1990, the fast path).

const MINUS: u8 = 0x2d
const POINT: u8 = 0x2e
const DIGIT_0: u8 = 0x30

/**
 * For a number of one digit, a point and k decimals (1 to 7) that ends with the last of 16 bytes: which byte goes where so
 * that its digits stand right-aligned in the upper eight bytes. 128 gives 0.
 */
const ALIGN: usize = memory.data<u8>([
  128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
  128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 13, 15,
  128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 12, 14, 15,
  128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 11, 13, 14, 15,
  128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 10, 12, 13, 14, 15,
  128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 9, 11, 12, 13, 14, 15,
  128, 128, 128, 128, 128, 128, 128, 128, 128, 8, 10, 11, 12, 13, 14, 15,
  128, 128, 128, 128, 128, 128, 128, 128, 7, 9, 10, 11, 12, 13, 14, 15,
], 16)

/** 10^k, and −10^k for numbers with a minus: so −0 is kept. */
const POWERS: usize = memory.data<f64>([
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000,
  -1, -10, -100, -1000, -10000, -100000, -1000000, -10000000,
])

/** All powers of ten that float64 holds. */
const EXACT_POWERS: usize = memory.data<f64>([
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
])

const CONSTANTS: usize = memory.data<u8>([
  48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48,
  9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9,
  255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0,
  10, 0, 10, 0, 10, 0, 10, 0, 10, 0, 10, 0, 10, 0, 10, 0,
  100, 0, 1, 0, 100, 0, 1, 0, 100, 0, 1, 0, 100, 0, 1, 0,
  16, 39, 0, 0, 16, 39, 0, 0, 16, 39, 0, 0, 16, 39, 0, 0,
], 16)
const ZEROS: usize = 0
const NINES: usize = 16
const LOW_BYTES: usize = 32
const TENS: usize = 48
const HUNDREDS: usize = 64
const TEN_THOUSANDS: usize = 80

/** The eight digits of a number, right-aligned in the upper half. */
@inline
function alignedDigits(end: usize, decimals: u32): v128 {
  const digits = i8x16.sub(v128.load(end - 16), v128.load(CONSTANTS + ZEROS))
  return i8x16.swizzle(digits, v128.load(ALIGN + (<usize>(decimals & 7) << 4)))
}

/** Two times eight digits to two times two numbers below 10,000, the higher one first. */
@inline
function fourDigits(digits: v128): v128 {
  const higher = i16x8.mul(v128.and(digits, v128.load(CONSTANTS + LOW_BYTES)), v128.load(CONSTANTS + TENS))
  const pairs = i16x8.add(higher, i16x8.shr_u(digits, 8))
  return i32x4.dot_i16x8_s(pairs, v128.load(CONSTANTS + HUNDREDS))
}

/**
 * Reads four numbers of the usual form: an optional minus, one digit, a point, one to seven decimals. False, and nothing
 * sensible is stored, when one has another form.
 *
 * @param positions - five addresses: the spaces before the numbers and the end of the last.
 */
@inline
export function readFour(positions: usize, target: usize): bool {
  const space0 = <usize>load<u32>(positions)
  const space1 = <usize>load<u32>(positions, 4)
  const space2 = <usize>load<u32>(positions, 8)
  const space3 = <usize>load<u32>(positions, 12)
  const space4 = <usize>load<u32>(positions, 16)
  const minus0 = <u32>(load<u8>(space0, 1) == MINUS)
  const minus1 = <u32>(load<u8>(space1, 1) == MINUS)
  const minus2 = <u32>(load<u8>(space2, 1) == MINUS)
  const minus3 = <u32>(load<u8>(space3, 1) == MINUS)
  const decimals0 = <u32>(space1 - space0) - 3 - minus0
  const decimals1 = <u32>(space2 - space1) - 3 - minus1
  const decimals2 = <u32>(space3 - space2) - 3 - minus2
  const decimals3 = <u32>(space4 - space3) - 3 - minus3
  const point0 = load<u8>(space0 + <usize>minus0, 2)
  const point1 = load<u8>(space1 + <usize>minus1, 2)
  const point2 = load<u8>(space2 + <usize>minus2, 2)
  const point3 = load<u8>(space3 + <usize>minus3, 2)
  const noPoint = (point0 ^ POINT) | (point1 ^ POINT) | (point2 ^ POINT) | (point3 ^ POINT)
  // One to seven decimals, and no wrapping below zero: all in three bits, none zero.
  const tooMany = (decimals0 | decimals1 | decimals2 | decimals3) & ~7
  const none = <u32>(decimals0 == 0) | <u32>(decimals1 == 0) | <u32>(decimals2 == 0) | <u32>(decimals3 == 0)
  if ((<u32>noPoint | tooMany | none) != 0) return false

  const first = v128.shuffle<u8>(
    alignedDigits(space1, decimals0),
    alignedDigits(space2, decimals1),
    8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31,
  )
  const second = v128.shuffle<u8>(
    alignedDigits(space3, decimals2),
    alignedDigits(space4, decimals3),
    8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31,
  )
  if (v128.any_true(i8x16.gt_u(i8x16.max_u(first, second), v128.load(CONSTANTS + NINES)))) return false
  const firstParts = fourDigits(first)
  const secondParts = fourDigits(second)
  const higher = v128.shuffle<u32>(firstParts, secondParts, 0, 2, 4, 6)
  const lower = v128.shuffle<u32>(firstParts, secondParts, 1, 3, 5, 7)
  const integers = i32x4.add(i32x4.mul(higher, v128.load(CONSTANTS + TEN_THOUSANDS)), lower)
  const powers01 = v128.load64_lane(
    POWERS + (<usize>(decimals1 + (minus1 << 3)) << 3),
    v128.load64_zero(POWERS + (<usize>(decimals0 + (minus0 << 3)) << 3)),
    1,
  )
  const powers23 = v128.load64_lane(
    POWERS + (<usize>(decimals3 + (minus3 << 3)) << 3),
    v128.load64_zero(POWERS + (<usize>(decimals2 + (minus2 << 3)) << 3)),
    1,
  )
  const values01 = f64x2.div(f64x2.convert_low_i32x4_s(integers), powers01)
  const upper = v128.shuffle<u32>(integers, integers, 2, 3, 0, 1)
  const values23 = f64x2.div(f64x2.convert_low_i32x4_s(upper), powers23)
  v128.store(
    target,
    v128.shuffle<u64>(f32x4.demote_f64x2_zero(values01), f32x4.demote_f64x2_zero(values23), 0, 2),
  )
  return true
}

/** Reads any number that needs no more than exact float64 arithmetic. False for all else, numbers or not. */
export function readOne(start: usize, end: usize, target: usize): bool {
  let at = start
  const negative = at < end && load<u8>(at) == MINUS
  if (negative) at++
  let mantissa: u64 = 0
  let digits = 0
  let decimals = 0
  let pointAt: usize = 0
  for (; at < end; at++) {
    const digit = load<u8>(at) - DIGIT_0
    if (digit <= 9) {
      // Beyond 19 digits the mantissa would wrap; from 2^53 on it is not exact anyway.
      if (++digits > 19) return false
      mantissa = mantissa * 10 + digit
    } else if (load<u8>(at) == POINT && pointAt == 0) {
      pointAt = at
    } else break
  }
  if (digits == 0 || mantissa > 9007199254740992) return false
  if (pointAt != 0) decimals = <i32>(at - pointAt) - 1
  let exponent = -decimals
  if (at < end) {
    if ((load<u8>(at) | 0x20) != 0x65) return false
    at++
    const below = at < end && load<u8>(at) == MINUS
    if (below || (at < end && load<u8>(at) == 0x2b)) at++
    if (at == end || end - at > 4) return false
    let stated = 0
    for (; at < end; at++) {
      const digit = load<u8>(at) - DIGIT_0
      if (digit > 9) return false
      stated = stated * 10 + <i32>digit
    }
    exponent += below ? -stated : stated
  }
  if (exponent < -22 || exponent > 22) return false
  let value = <f64>mantissa
  if (exponent < 0) value /= load<f64>(EXACT_POWERS + (<usize>-exponent << 3))
  else value *= load<f64>(EXACT_POWERS + (<usize>exponent << 3))
  const rounded = <f32>(negative ? -value : value)
  if (!isFinite<f32>(rounded)) return false
  store<f32>(target, rounded)
  return true
}

/** Reads the numbers of a row between the `dimension + 1` addresses of `positions`. */
export function readNumbers(positions: usize, dimension: i32, target: usize): bool {
  let column = 0
  for (; column + 4 <= dimension; column += 4) {
    const from = positions + (<usize>column << 2)
    if (readFour(from, target + (<usize>column << 2))) continue
    if (!readSome(from, 4, target + (<usize>column << 2))) return false
  }
  return readSome(positions + (<usize>column << 2), dimension - column, target + (<usize>column << 2))
}

function readSome(positions: usize, count: i32, target: usize): bool {
  for (let index = 0; index < count; index++) {
    const at = positions + (<usize>index << 2)
    if (!readOne(<usize>load<u32>(at) + 1, <usize>load<u32>(at, 4), target + (<usize>index << 2))) return false
  }
  return true
}
