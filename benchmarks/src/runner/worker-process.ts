import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { WordloomError } from '@wordloom/core'

/** How to start a worker. */
export interface WorkerCommand {
  /** For messages. */
  readonly name: string
  readonly executable: string
  readonly arguments: readonly string[]
  /** Its whole environment. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

/**
 * A process that answers requests, one JSON object a line: `{ id, method, params }` in, `{ id, result }` or
 * `{ id, error }` out. It ends when its input does.
 */
export interface WorkerProcess {
  /** @throws WordloomError `BENCHMARK_WORKER_FAILED` when it answers with an error, dies or takes longer than allowed. */
  call<Result>(method: string, params: object): Promise<Result>
  /** Ends the process; resolves when it has gone. */
  stop(): Promise<void>
}

interface Answer {
  readonly id: number
  readonly result?: unknown
  readonly error?: string
}

interface Waiting {
  resolve(result: unknown): void
  reject(error: WordloomError): void
}

/** What a worker wrote to its standard error last is what an error tells. */
const keptErrorCharacters = 2000
const graceMilliseconds = 5000

/**
 * Starts a worker.
 *
 * @param limitMilliseconds - how long one request may take before the worker is killed. @defaultValue 15 minutes
 */
export function startWorker(command: WorkerCommand, limitMilliseconds: number = 900_000): WorkerProcess {
  const child = spawn(command.executable, command.arguments, {
    env: command.environment,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let errorOutput = ''
  let ended: WordloomError | undefined
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()))

  function failure(what: string, hint: string = errorOutput.trim()): WordloomError {
    return new WordloomError('BENCHMARK_WORKER_FAILED', what, { name: command.name, ...(hint !== '' && { hint }) })
  }

  function end(error: WordloomError): void {
    ended ??= error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errorOutput = (errorOutput + text).slice(-keptErrorCharacters)
  })
  child.once('error', (cause) => end(failure(`The worker could not be started: ${cause.message}`)))
  child.once('close', (code, signal) => end(failure(`The worker ended with ${signal ?? `code ${code}`}`)))
  // A dead worker is reported by its end; writing to it must not be an error of its own.
  child.stdin.on('error', () => {})
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as Answer
    const request = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.error === undefined) request?.resolve(answer.result)
    else request?.reject(failure(answer.error, ''))
  })

  return {
    async call<Result>(method: string, params: object): Promise<Result> {
      if (ended !== undefined) throw ended
      const id = ++lastId
      const timer = setTimeout(() => {
        end(failure(`The worker took longer than ${limitMilliseconds / 1000} s for '${method}'`))
        child.kill('SIGKILL')
      }, limitMilliseconds)
      try {
        return await new Promise<Result>((resolve, reject) => {
          waiting.set(id, { resolve: resolve as Waiting['resolve'], reject })
          child.stdin.write(`${JSON.stringify({ id, method, params })}\n`)
        })
      } finally {
        clearTimeout(timer)
      }
    },
    async stop() {
      child.stdin.end()
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMilliseconds)
      await exited
      clearTimeout(timer)
    },
  }
}
