import { serveRequests } from '../../runner/serve-requests.js'
import { syntheticDataset } from '../../train/data/synthetic-dataset.js'
import { openMeasurement, type OpenMeasurement } from '../../train/worker/measured-network.js'
import type { OpenAnswer, RoundRequest } from '../../train/worker/protocol.js'
import { openOnTfjsNode, type TfjsNodeRequest } from './open-on-tfjs-node.js'

let current: OpenMeasurement | undefined

await serveRequests({
  async open({ network: name, folder, sizes, ...measurement }: TfjsNodeRequest): Promise<OpenAnswer> {
    const dataset = syntheticDataset(sizes)
    const { network, versions } = await openOnTfjsNode(name, folder, dataset)
    current = await openMeasurement(network, dataset, measurement)
    const { firstLoss } = current
    return { versions, ...(firstLoss !== undefined && { firstLoss }) }
  },
  round: (request: RoundRequest) => current!.round(request),
})
process.exit()
