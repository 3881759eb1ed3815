import type { CaseFolder } from './write-case-folder.js'

/** By how much the control's first expectation is wrong: below any doubt, and above any tolerance. */
export const controlDifference = 0.25

/**
 * The same model with expectations that are wrong on purpose: a program that finds nothing here compares nothing. The first
 * case is off in its last probability by {@link controlDifference}, the second has NaN there.
 */
export function controlFolder({ model, cases, expected }: CaseFolder): CaseFolder {
  const [first, second] = [2, 5].map((index) => expected[index]!.slice())
  first![first!.length - 1]! += controlDifference
  second![second!.length - 1] = NaN
  return { model, cases: [cases[2]!, cases[5]!], expected: [first!, second!] }
}
