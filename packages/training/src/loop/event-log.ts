import type { TrainingEvent } from '@wordloom/core'

/** Events on their way from one training to any number of iterators. */
export interface EventLog {
  push(event: TrainingEvent): void
  /** No event follows: iterators end. */
  close(): void
  /** No event follows: iterators throw `error` after the last event. */
  fail(error: unknown): void
  /**
   * Every event from now on. What was before comes first: all of it but the steps of epochs that have ended. An iterator
   * that exists loses nothing; the events that it has not taken yet are kept for it.
   */
  iterate(): AsyncGenerator<TrainingEvent, void, undefined>
}

/** Events form a chain that is held from its end: what no iterator still has to read is free to be collected. */
interface Link {
  readonly event: TrainingEvent
  readonly next: Promise<Link | undefined>
}

interface Slot {
  readonly link: Promise<Link | undefined>
  readonly resolve: (link: Link | undefined) => void
  readonly reject: (error: unknown) => void
}

/** Makes an empty log. */
export function createEventLog(): EventLog {
  const milestones: TrainingEvent[] = []
  let end = createSlot()
  let afterMilestones = end.link
  return {
    push(event) {
      const next = createSlot()
      end.resolve({ event, next: next.link })
      end = next
      if (event.type !== 'step') {
        milestones.push(event)
        afterMilestones = end.link
      }
    },
    close: () => end.resolve(undefined),
    fail: (error) => end.reject(error),
    iterate: () => follow(milestones.slice(), afterMilestones),
  }
}

async function* follow(
  past: readonly TrainingEvent[],
  next: Promise<Link | undefined>,
): AsyncGenerator<TrainingEvent, void, undefined> {
  yield* past
  for (let link = await next; link !== undefined; link = await link.next) yield link.event
}

function createSlot(): Slot {
  let resolve: Slot['resolve'] = () => {}
  let reject: Slot['reject'] = () => {}
  const link = new Promise<Link | undefined>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  // A failure belongs to the training's result; a chain that nobody reads must not report it once more.
  link.catch(() => {})
  return { link, resolve, reject }
}
