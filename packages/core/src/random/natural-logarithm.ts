const scratch = new DataView(new ArrayBuffer(8))

/**
 * ln(x) for normal positive x, by + − × ÷ only: `Math.log` may differ between JavaScript engines, and this is for results
 * that reach weights, if only by a comparison of losses. Within 2⁻⁵¹ of the larger of 1 and |ln x|. x = m·2ᵏ with m in [√½, √2), ln m = 2·atanh((m−1)/(m+1)) as a series whose first omitted term is below 2⁻⁶⁰.
 */
export function naturalLogarithm(x: number): number {
  scratch.setFloat64(0, x)
  let exponent = ((scratch.getUint16(0) >>> 4) & 0x7ff) - 1023
  scratch.setUint16(0, (1023 << 4) | (scratch.getUint16(0) & 0xf))
  let mantissa = scratch.getFloat64(0)
  if (mantissa > Math.SQRT2) {
    mantissa /= 2
    exponent += 1
  }
  const ratio = (mantissa - 1) / (mantissa + 1)
  const square = ratio * ratio
  let sum = 0
  for (let odd = 23; odd >= 1; odd -= 2) sum = sum * square + 1 / odd
  return 2 * ratio * sum + exponent * 0.6931471805599453
}
