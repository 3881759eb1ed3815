import { shallowRef, type ShallowRef } from 'vue'
import { problemOf, type Problem } from '../../tool-parts/problem.js'
import type { Answer } from '../vectors/answer.js'

/** What was asked, and what came of it. */
export interface Answered<Subject> {
  readonly about: Subject
  readonly answer: Answer
}

/** A question whose answer takes a while. */
export interface Question<Subject> {
  readonly answered: ShallowRef<Answered<Subject> | undefined>
  readonly problem: ShallowRef<Problem | undefined>
  /** Asks; the answer to what was asked before does not come any more. */
  ask(about: Subject, question: () => Promise<Answer>): Promise<void>
}

/** Keeps the answer before until the next one is there, so that the page does not jump. */
export function useQuestion<Subject>(): Question<Subject> {
  const answered = shallowRef<Answered<Subject>>()
  const problem = shallowRef<Problem>()
  let asked = 0
  return {
    answered,
    problem,
    async ask(about, question) {
      const own = ++asked
      try {
        const answer = await question()
        if (own !== asked) return
        answered.value = { about, answer }
        problem.value = undefined
      } catch (error) {
        if (own === asked) problem.value = problemOf(error)
      }
    },
  }
}
