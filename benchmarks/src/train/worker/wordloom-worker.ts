import { serveRequests } from '../../runner/serve-requests.js'
import { gemmRate } from './gemm-rate.js'
import { peakMemoryBytes } from './peak-memory.js'
import type { OpenAnswer, OpenRequest, PeakMemoryAnswer, RoundRequest } from './protocol.js'
import { openJob, type WordloomJob } from './wordloom-job.js'

let current: WordloomJob | undefined

await serveRequests({
  async open(request: OpenRequest): Promise<OpenAnswer> {
    current = await openJob(request)
    return current.answer
  },
  round: (request: RoundRequest) => current!.round(request),
  'peak-memory': (): PeakMemoryAnswer => ({ bytes: peakMemoryBytes() }),
  'gemm-rate': gemmRate,
})
process.exit()
