import type { Classifier } from '@wordloom/core'
import { shallowRef, type ShallowRef } from 'vue'
import { reportOn, type Report } from '../report/report.js'
import type { Session } from '../training/session.js'
import { problemOf, type Problem } from '../../tool-parts/problem.js'

/** A model and what is to be seen of it. */
export interface ModelState {
  readonly classifier: ShallowRef<Classifier | undefined>
  /** What it was trained on. */
  readonly session: ShallowRef<Session | undefined>
  readonly report: ShallowRef<Report | undefined>
  readonly problem: ShallowRef<Problem | undefined>
  /** Takes the place of the model before, and judges the new one. */
  show(classifier: Classifier, session: Session): Promise<void>
  clear(): void
}

/** Holds one model at a time. */
export function useModel(): ModelState {
  const classifier = shallowRef<Classifier>()
  const session = shallowRef<Session>()
  const report = shallowRef<Report>()
  const problem = shallowRef<Problem>()

  function clear(): void {
    classifier.value?.dispose()
    classifier.value = undefined
    session.value = undefined
    report.value = undefined
    problem.value = undefined
  }

  async function show(shown: Classifier, of: Session): Promise<void> {
    clear()
    classifier.value = shown
    session.value = of
    try {
      const made = await reportOn(shown, of)
      if (classifier.value === shown) report.value = made
    } catch (error) {
      if (classifier.value === shown) problem.value = problemOf(error)
    }
  }

  return { classifier, session, report, problem, show, clear }
}
