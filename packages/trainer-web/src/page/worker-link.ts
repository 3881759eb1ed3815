import { WordloomError, type Classifier, type TrainingEvent } from '@wordloom/core'
import type {
  PageMessage,
  SentClassifier,
  StartMessage,
  Work,
  WorkerMessage,
  WorkerSettings,
} from '../messages/messages.js'
import { receiveFailure, type SentFailure } from '../messages/sent-failure.js'
import { answerBuffers, type Answers } from './answers.js'

/** What a trainer needs of a worker. */
export interface TrainerWorker {
  /** Sends a message, and hands over what is in `transfer`. */
  postMessage(message: StartMessage, transfer: Transferable[]): void
  /** Listens to errors of the worker itself. */
  addEventListener(type: 'error' | 'messageerror', listener: (event: Event) => void): void
  /** Ends the worker at once. */
  terminate(): void
}

/** What belongs to a call while it is under way. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** What it throws ends the work. */
  readonly onEvent?: (event: TrainingEvent) => void
  readonly answers?: Answers
  /** Sends what has to be there before the call. */
  readonly before?: (call: number) => Promise<void>
  /** The error of work that was cancelled. What was done by then may be of use. */
  readonly cancelled?: (reason: unknown, best: Classifier | undefined) => WordloomError
}

/** A worker under way, and the calls that wait for it. */
export interface WorkerLink {
  call<Name extends keyof Work>(
    type: Name,
    needs: Work[Name]['needs'],
    options?: CallOptions,
  ): Promise<Work[Name]['gives']>
  send(message: PageMessage): void
  /** Ends the worker; calls under way fail with `error`. */
  end(error: WordloomError): void
}

interface OpenCall extends CallOptions {
  resolve(gives: Work[keyof Work]['gives']): void
  reject(error: unknown): void
  /** What the page's own code threw. */
  thrown?: { readonly error: unknown }
}

/** How to start a worker. */
export interface WorkerLinkOptions {
  readonly start: () => TrainerWorker
  readonly settings: WorkerSettings
  readonly onNotice: (notice: string) => void
  /** Called once, when the worker cannot go on. */
  readonly onFailure: () => void
  /** Makes a classifier of one that the worker keeps. */
  readonly receiveClassifier: (sent: SentClassifier) => Classifier
}

/** Starts a worker. Throws WordloomError `WORKER_FAILED` when the browser refuses to. */
export function openWorkerLink(options: WorkerLinkOptions): WorkerLink {
  const { settings, onNotice, onFailure, receiveClassifier } = options
  const { port1: port, port2 } = new MessageChannel()
  const calls = new Map<number, OpenCall>()
  let ended: WordloomError | undefined
  let called = 0
  const worker = startWorker(options.start)

  const end = (error: WordloomError): void => {
    if (ended !== undefined) return
    ended = error
    worker.terminate()
    port.close()
    for (const call of calls.values()) {
      call.answers?.close()
      call.reject(error)
    }
    calls.clear()
  }
  const fail = (event: Event): void => {
    if (ended !== undefined) return
    event.preventDefault()
    end(workerFailed(event))
    onFailure()
  }
  const send = (message: PageMessage, transfer: readonly Transferable[] = []): void => {
    if (ended === undefined) port.postMessage(message, [...transfer])
  }
  const attempt = (id: number, call: OpenCall, work: () => void): void => {
    try {
      work()
    } catch (error) {
      call.thrown ??= { error }
      send({ type: 'cancel', call: id })
    }
  }
  const answer = async (call: OpenCall, { question, asks }: Extract<WorkerMessage, { readonly type: 'question' }>) => {
    try {
      const answered = await call.answers?.answer(asks)
      if (answered !== undefined) send({ type: 'answer', question, answer: answered }, answerBuffers(answered))
    } catch (error) {
      call.thrown ??= { error }
      send({ type: 'no answer', question })
    }
  }
  const finish = (id: number, call: OpenCall): void => {
    calls.delete(id)
    call.answers?.close()
  }

  const settle = (call: OpenCall, gives: Work[keyof Work]['gives']): void => {
    const sent = typeof gives === 'object' && 'model' in gives ? gives : undefined
    if (call.thrown !== undefined) {
      if (sent !== undefined) send({ type: 'dispose', classifier: sent.classifier })
      call.reject(call.thrown.error)
    } else if (call.signal?.aborted === true) call.reject(cancelledError(call, sent))
    else call.resolve(gives)
  }
  const cancelledError = ({ signal, cancelled = workCancelled }: CallOptions, best?: SentClassifier): WordloomError =>
    cancelled(signal?.reason, best && receiveClassifier(best))
  const errorOf = (failure: SentFailure, call: OpenCall, best: SentClassifier | undefined): unknown => {
    if (call.thrown !== undefined) return call.thrown.error
    const isCancelled = failure.type === 'wordloom' && failure.code === 'ABORTED' && call.signal?.aborted === true
    if (isCancelled || failure.type === 'aborted' || failure.type === 'page') return cancelledError(call, best)
    return receiveFailure(failure)
  }

  port.addEventListener('message', ({ data }: MessageEvent<WorkerMessage>) => {
    if (data.type === 'notice') return onNotice(data.notice)
    const call = calls.get(data.call)
    if (call === undefined) return
    switch (data.type) {
      case 'event':
        // The worker goes on for a moment before it hears of what ends its work.
        if (call.thrown !== undefined || call.signal?.aborted === true) return
        return attempt(data.call, call, () => call.onEvent?.(data.event))
      case 'question':
        return void answer(call, data)
      case 'done':
        finish(data.call, call)
        return settle(call, data.gives)
      case 'failed':
        finish(data.call, call)
        return call.reject(errorOf(data.failure, call, data.best))
    }
  })
  port.start()
  worker.addEventListener('error', fail)
  worker.addEventListener('messageerror', fail)
  worker.postMessage({ settings, port: port2 }, [port2])

  return {
    send,
    end,
    async call(type, needs, callOptions = {}) {
      if (ended !== undefined) throw ended
      const { signal, before } = callOptions
      if (signal?.aborted === true) throw cancelledError(callOptions)
      const id = ++called
      await before?.(id)
      if (ended !== undefined) throw ended
      const cancel = (): void => send({ type: 'cancel', call: id })
      try {
        return await new Promise((resolve, reject) => {
          // The worker answers a call by what belongs to its type.
          calls.set(id, { ...callOptions, resolve: (gives) => resolve(gives as Parameters<typeof resolve>[0]), reject })
          send({ type, needs, call: id } as PageMessage)
          if (signal?.aborted === true) cancel()
          signal?.addEventListener('abort', cancel)
        })
      } catch (error) {
        calls.delete(id)
        throw error instanceof DOMException && error.name === 'DataCloneError' ? notSendable(error) : error
      } finally {
        signal?.removeEventListener('abort', cancel)
      }
    },
  }
}

function workCancelled(cause: unknown): WordloomError {
  return new WordloomError('ABORTED', 'The work was cancelled', { cause })
}

function startWorker(start: () => TrainerWorker): TrainerWorker {
  try {
    return start()
  } catch (cause) {
    throw new WordloomError('WORKER_FAILED', 'The browser does not start a worker', {
      ...(cause instanceof Error && { received: cause.message }),
      hint: "A Content-Security-Policy has to allow the worker's script in worker-src.",
      cause,
    })
  }
}

function workerFailed(event: Event): WordloomError {
  // A script that cannot be loaded is told of by a plain event.
  const error = typeof ErrorEvent !== 'undefined' && event instanceof ErrorEvent ? event : undefined
  return new WordloomError('WORKER_FAILED', 'The worker that trains and predicts ended', {
    ...(error?.filename && { file: error.filename }),
    ...(error?.lineno && { line: error.lineno }),
    received: error?.message || 'no reason given: its script may be missing, or forbidden by worker-src of the page',
    hint: 'Train or load again: another worker is started. Checkpoints keep what a training had done.',
  })
}

function notSendable(cause: DOMException): WordloomError {
  return new WordloomError('INVALID_ARGUMENT', 'An option cannot be sent to the worker', {
    expected: 'plain data',
    received: cause.message,
    hint: 'Leave out functions and objects with methods.',
    cause,
  })
}
