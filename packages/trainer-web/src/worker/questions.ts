import type { Answer, Question, WorkerMessage } from '../messages/messages.js'
import { PageError } from '../messages/sent-failure.js'

/** What a worker asks the page, and the answers that it waits for. */
export interface Questions {
  ask<Type extends Answer['type']>(
    call: number,
    asks: Extract<Question, { readonly type: Type }>,
  ): Promise<Extract<Answer, { readonly type: Type }>>
  /** For what needs no answer. */
  tell(call: number, asks: Extract<Question, { readonly type: 'end of pass' }>): void
  answered(question: number, answer: Answer): void
  /** The page's code threw; the page keeps the error. */
  failed(question: number): void
}

export function createQuestions(post: (message: WorkerMessage) => void): Questions {
  const open = new Map<number, { resolve(answer: Answer): void; reject(error: PageError): void }>()
  let asked = 0
  const send = (call: number, asks: Question): number => {
    post({ type: 'question', call, question: ++asked, asks })
    return asked
  }
  const take = (question: number): { resolve(answer: Answer): void; reject(error: PageError): void } | undefined => {
    const waiting = open.get(question)
    open.delete(question)
    return waiting
  }
  return {
    ask(call, asks) {
      const question = send(call, asks)
      return new Promise((resolve, reject) => {
        // The page answers a question by an answer of its type.
        open.set(question, { resolve: (answer) => resolve(answer as Parameters<typeof resolve>[0]), reject })
      })
    },
    tell: (call, asks) => void send(call, asks),
    answered: (question, answer) => take(question)?.resolve(answer),
    failed: (question) => take(question)?.reject(new PageError('The page did not answer')),
  }
}
