import { syntheticDataset } from '../../train/data/synthetic-dataset.js'
import { openMeasurement, type OpenMeasurement } from '../../train/worker/measured-network.js'
import type { OpenAnswer, RoundAnswer, RoundRequest } from '../../train/worker/protocol.js'
import type { OpenInBrowserRequest } from '../protocol.js'
import type { WorkerAnswer } from './ask-worker.js'
import { openSubject } from './open-subject.js'

// The worker that computes, as that of `createWebTrainer` does.
let current: OpenMeasurement | undefined

const handlers: Readonly<Record<string, (params: never) => Promise<unknown>>> = {
  async open({ subject, sizes, ...measurement }: OpenInBrowserRequest): Promise<OpenAnswer> {
    const dataset = syntheticDataset(sizes)
    const { network, versions } = await openSubject(subject, dataset, measurement.job)
    current = await openMeasurement(network, dataset, measurement)
    const { firstLoss } = current
    return { versions, ...(firstLoss !== undefined && { firstLoss }) }
  },
  round: (request: RoundRequest): Promise<RoundAnswer> => current!.round(request),
}

addEventListener('message', async ({ data }: MessageEvent<{ readonly method: string; readonly params: never }>) => {
  let answer: WorkerAnswer
  try {
    answer = { result: await handlers[data.method]!(data.params) }
  } catch (error) {
    answer = { error: error instanceof Error ? error.message : String(error) }
  }
  postMessage(answer)
})
