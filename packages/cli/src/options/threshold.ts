import type { Classifier } from '@wordloom/core'
import type { Command } from 'commander'
import { probability } from './numbers.js'
import { wrongUsage } from './wrong-usage.js'

/** Options of the commands that decide which labels hold. */
export interface ThresholdOptions {
  readonly threshold?: number
}

/** Adds `--threshold`. */
export function withThreshold(command: Command): Command {
  return command.option(
    '--threshold <p>',
    'multi-label models: from which probability on a label holds (default: 0.5)',
    probability,
  )
}

/**
 * Makes sure that a threshold has an effect.
 *
 * @throws WordloomError `INVALID_ARGUMENT` for a model that gives one label a text.
 */
export function assertThreshold(command: string, { spec }: Classifier, { threshold }: ThresholdOptions): void {
  if (threshold === undefined || spec.task.type === 'multi-label') return
  throw wrongUsage(command, 'Only a multi-label model takes a threshold, and this one gives one label', '--threshold')
}
