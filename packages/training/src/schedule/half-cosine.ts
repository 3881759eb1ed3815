/**
 * (1 + cos πx) / 2 for x from 0 to 1: 1 at 0, ½ at ½, 0 at 1. By + − × ÷ only, since `Math.cos` differs between
 * JavaScript engines and the result reaches weights; absolute error below 4·10⁻¹⁶.
 */
export function halfCosine(x: number): number {
  return x <= 0.5 ? 0.5 + 0.5 * cosineOfPi(x) : 0.5 - 0.5 * cosineOfPi(1 - x)
}

/** cos πx for x from 0 to ½: up to ¼ by its own series, beyond as sin π(½ − x). */
function cosineOfPi(x: number): number {
  return x <= 0.25 ? series(Math.PI * x, 0) : Math.PI * (0.5 - x) * series(Math.PI * (0.5 - x), 1)
}

/**
 * Taylor's series in t² for t from 0 to π/4: cos t for `shift` 0, (sin t) / t for `shift` 1. The first omitted term is
 * below 10⁻¹⁷.
 */
function series(t: number, shift: 0 | 1): number {
  const square = t * t
  let sum = 1
  for (let power = 16; power >= 2; power -= 2) sum = 1 - (square / ((power + shift - 1) * (power + shift))) * sum
  return sum
}
