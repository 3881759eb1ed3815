import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { WordloomError, type ResumePoint, type TrainingEvent } from '@wordloom/core'

/** What a history log holds. */
export interface HistoryLogOptions {
  /** Every step as well as every epoch. @defaultValue false */
  readonly steps?: boolean
  /** Whether a training that begins anew may replace what is there. @defaultValue false */
  readonly overwrite?: boolean
}

/**
 * Writes a training's history as JSON Lines while it goes: one object an epoch, `{"type":"epoch","epoch":1,"loss":…}`,
 * and one a step if wanted. Each line is in the file before the training goes on. A training that goes on from a
 * checkpoint takes back the lines behind it first, so that the file reads as if there had been no interruption.
 *
 * @returns what `onEvent` of a training takes. It throws, and so ends the training, a WordloomError `FILE_EXISTS` when
 * the file holds something and a training begins anew, and `FILE_WRITE_FAILED`.
 * @see https://jsonlines.org
 */
export function historyLog(path: string, options: HistoryLogOptions = {}): (event: TrainingEvent) => void {
  const { steps = false, overwrite = false } = options
  return (event) => {
    try {
      if (event.type === 'start') begin(path, event.resumed, overwrite)
      if (event.type === 'epoch' || (steps && event.type === 'step')) {
        appendFileSync(path, `${JSON.stringify(event)}\n`)
      }
    } catch (error) {
      throw error instanceof WordloomError ? error : writeFailed(path, error)
    }
  }
}

function begin(path: string, resumed: ResumePoint | undefined, overwrite: boolean): void {
  mkdirSync(dirname(path), { recursive: true })
  const isEmpty = !existsSync(path) || statSync(path).size === 0
  if (resumed === undefined && !isEmpty && !overwrite) {
    throw new WordloomError('FILE_EXISTS', 'The history of another training is there', {
      file: path,
      hint: 'Choose another file, or allow overwriting (option `overwrite`).',
    })
  }
  const kept = resumed === undefined || isEmpty ? [] : linesBefore(readFileSync(path, 'utf8'), resumed)
  // A process that dies here leaves the old lines or the new ones.
  const temporary = `${path}.tmp-${process.pid}`
  writeFileSync(temporary, kept.join(''))
  renameSync(temporary, path)
}

/** The lines of what was done before the checkpoint; the last line of a process that was killed may be cut short. */
function linesBefore(text: string, { epoch, step }: ResumePoint): string[] {
  return (text.match(/[^\n]*\n/g) ?? []).filter((line) => {
    const event = JSON.parse(line) as Extract<TrainingEvent, { readonly type: 'epoch' | 'step' }>
    return event.epoch < epoch || (event.type === 'step' && event.epoch === epoch && event.step <= step)
  })
}

function writeFailed(path: string, cause: unknown): WordloomError {
  return new WordloomError('FILE_WRITE_FAILED', 'The history cannot be written', {
    file: path,
    hint:
      cause instanceof SyntaxError
        ? 'The file holds something else than a history: choose another one.'
        : 'See the cause.',
    cause,
  })
}
