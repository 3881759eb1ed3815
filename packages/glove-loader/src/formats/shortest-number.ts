/** Digits that tell any two float32 values apart. */
const mostDigits = 9
/** Most published values have no more than five decimals. */
const usualScale = 100_000

/** The text of the fewest digits that, the value being rounded to so many, reads back as the same float32. */
export function shortestNumber(value: number): string {
  if (Object.is(value, -0)) return '-0'
  const usual = Math.round(value * usualScale) / usualScale
  if (Math.fround(usual) === value && Math.abs(usual) >= 1e-4) return shortest(usual, value)
  for (let digits = 6; digits < mostDigits; digits++) {
    const rounded = Number(value.toPrecision(digits))
    if (Math.fround(rounded) === value) return shortest(rounded, value)
  }
  return String(Number(value.toPrecision(mostDigits)))
}

/** Few digits may do, as for 0.5 or 3e20. */
function shortest(candidate: number, value: number): string {
  const text = String(candidate)
  if (text.length <= 7) return text
  for (let digits = 1; digits <= mostDigits; digits++) {
    const rounded = Number(value.toPrecision(digits))
    if (Math.fround(rounded) === value) return String(rounded)
  }
  return text
}
