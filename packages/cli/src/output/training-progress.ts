import type { EpochMetrics, ResumePoint, TrainingEvent } from '@wordloom/core'
import type { SingleBar } from 'cli-progress'
import type { CommandIo } from '../io.js'
import type { OutputModeOptions } from '../options/shared-options.js'
import { note } from './notes.js'
import { formatCount, formatFigure } from './table.js'

/** Shows a training on standard error as it goes. */
export interface TrainingProgress {
  show(event: TrainingEvent): void
  /** Takes the bar off the terminal; events after it are not shown. */
  stop(): void
}

/** A bar a step on a terminal, a line an epoch elsewhere, nothing when quiet. */
export async function createTrainingProgress(io: CommandIo, options: OutputModeOptions): Promise<TrainingProgress> {
  if (options.quiet === true) return { show: () => undefined, stop: () => undefined }
  const bar = io.stderr.isTTY === true ? await createBar(io) : undefined
  let isStopped = false
  return {
    show(event) {
      if (isStopped) return
      if (event.type === 'step') {
        if (bar !== undefined) showStep(bar, event)
        return
      }
      // A line is written where the bar stood; the next step draws the bar again below it.
      bar?.stop()
      for (const line of linesOf(event)) note(io, options, line)
    },
    stop() {
      isStopped = true
      bar?.stop()
    },
  }
}

async function createBar(io: CommandIo): Promise<SingleBar> {
  const { default: cliProgress } = await import('cli-progress')
  return new cliProgress.SingleBar({
    stream: io.stderr,
    format: 'epoch {epoch} [{bar}] {value}/{total}  loss {loss}  accuracy {accuracy}  {eta_formatted} left',
    barsize: 24,
    clearOnComplete: true,
    // The command handles interrupts itself.
    gracefulExit: false,
  })
}

function showStep(bar: SingleBar, event: Extract<TrainingEvent, { type: 'step' }>): void {
  const payload = { epoch: event.epoch, loss: formatFigure(event.loss), accuracy: formatFigure(event.accuracy) }
  if (bar.isActive) bar.update(event.step, payload)
  else bar.start(event.stepsPerEpoch, event.step, payload)
}

function linesOf(event: Exclude<TrainingEvent, { type: 'step' }>): string[] {
  switch (event.type) {
    case 'start': {
      const rows = `${formatCount(event.trainingRows)} rows to train on, ${formatCount(event.validationRows)} to validate`
      const sizes = `${formatCount(event.vocabularySize)} tokens, ${formatCount(event.parameters)} parameters`
      const lines = [`${rows}; ${sizes}; engine ${event.engine}`]
      if (event.coverage !== undefined) {
        const { found, words, occurrences } = event.coverage
        lines.push(
          `pretrained vectors for ${formatCount(found)} of ${formatCount(words)} words, ` +
            `${(occurrences * 100).toFixed(1)} % of what occurs`,
        )
      }
      if (event.resumed !== undefined) lines.push(...resumeLines(event.resumed))
      return lines
    }
    case 'checkpoint':
      return []
    case 'epoch':
      return [epochLine(event, event.isBest)]
    case 'end':
      return event.reason === 'early-stopping' ? [`no better for a while: kept epoch ${event.bestEpoch}`] : []
  }
}

function resumeLines({ path, epoch, step, damaged }: ResumePoint): string[] {
  const skipped = damaged.map(({ path, reason }) => `passed over ${path}: ${reason}`)
  return [...skipped, `goes on from ${path}: epoch ${epoch}, after step ${step}`]
}

function epochLine(epoch: EpochMetrics, isBest: boolean): string {
  const parts = [`epoch ${epoch.epoch}`, `loss ${formatFigure(epoch.loss)}`, `accuracy ${formatFigure(epoch.accuracy)}`]
  if (epoch.validationLoss !== undefined) parts.push(`validation loss ${formatFigure(epoch.validationLoss)}`)
  if (epoch.validationAccuracy !== undefined) {
    parts.push(`validation accuracy ${formatFigure(epoch.validationAccuracy)}`)
  }
  parts.push(`${epoch.seconds.toFixed(1)} s`)
  if (isBest) parts.push('best')
  return parts.join('  ')
}
