/** A share as text: 0.934 is `93.4 %`. */
export function percent(share: number, digits = 1): string {
  return `${(share * 100).toFixed(digits)} %`
}

/** A change of a probability in points, with its sign; more digits where it is small. */
export function points(change: number): string {
  const value = change * 100
  const digits = Math.abs(value).toFixed(Math.abs(value) < 1 ? 2 : 1)
  return `${value >= 0 ? '+' : '−'}${digits}`
}
