import { exportOnnx, type OnnxRuntime } from '@wordloom/onnx-export'
import { serveRequests } from '../../runner/serve-requests.js'
import type { NetworkSizes } from '../../train/data/dataset.js'
import { syntheticDataset } from '../../train/data/synthetic-dataset.js'
import { openMeasurement, timed } from '../../train/worker/measured-network.js'
import type { OpenAnswer, RoundAnswer, RoundRequest } from '../../train/worker/protocol.js'
import { modelOf } from './onnx-model.js'
import { loadRuntime, openOnRuntime, type RuntimeName } from './open-runtime.js'

/** `open` of the process that exports, and runs what it exported. */
export interface OnnxRequest {
  readonly work: 'predict' | 'export' | 'load'
  readonly runtime: RuntimeName
  readonly threads: number
  readonly sizes: NetworkSizes
  readonly warmUpSteps: number
  readonly check: boolean
}

let current: ((request: RoundRequest) => Promise<RoundAnswer>) | undefined

await serveRequests({
  async open({ work, runtime: name, threads, sizes, warmUpSteps, check }: OnnxRequest): Promise<OpenAnswer> {
    const dataset = syntheticDataset(sizes)
    const model = modelOf(dataset)
    const file = exportOnnx(model)
    const runtime = await loadRuntime(name, threads)
    const versions = { [name]: versionOf(runtime) }
    if (work === 'predict') {
      const network = await openOnRuntime(runtime, file, threads)
      const { firstLoss, round } = await openMeasurement(network, dataset, { job: 'predict', warmUpSteps, check })
      current = round
      return { versions, ...(firstLoss !== undefined && { firstLoss }) }
    }
    const once = work === 'export' ? () => exportOnnx(model).length : () => load(runtime, file, threads)
    current = ({ steps }) => timed(() => repeat(steps, once))
    await current({ steps: warmUpSteps })
    return { versions }
  },
  round: (request: RoundRequest) => current!(request),
  /** Bytes of the file, and of its weights alone. */
  size({ sizes }: Pick<OnnxRequest, 'sizes'>): { readonly file: number; readonly weights: number } {
    const model = modelOf(syntheticDataset(sizes))
    const weights = [...model.weights.values()].reduce((sum, { data }) => sum + data.byteLength, 0)
    return { file: exportOnnx(model).length, weights }
  },
})
process.exit()

async function repeat(steps: number, work: () => unknown): Promise<null> {
  for (let step = 0; step < steps; step++) await work()
  return null
}

async function load({ InferenceSession }: OnnxRuntime, file: Uint8Array, threads: number): Promise<void> {
  await (await InferenceSession.create(file, { intraOpNumThreads: threads })).release()
}

function versionOf({ env }: OnnxRuntime): string {
  return Object.values(env?.versions ?? {}).find((version) => version !== undefined) ?? 'unknown'
}
