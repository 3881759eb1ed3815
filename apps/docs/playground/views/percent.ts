/** A share as text: 0.934 is `93.4 %`. */
export function percent(share: number, digits = 1): string {
  return `${(share * 100).toFixed(digits)} %`
}

/** A change of a probability in points, with its sign. */
export function points(change: number): string {
  const value = (change * 100).toFixed(1)
  return change >= 0 ? `+${value}` : value.replace('-', '−')
}
