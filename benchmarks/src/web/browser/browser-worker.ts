import { serveRequests } from '../../runner/serve-requests.js'
import type { OpenAnswer, RoundRequest } from '../../train/worker/protocol.js'
import type { BrowserRequest } from '../protocol.js'
import { openEnginePage, type EnginePage } from './open-engine-page.js'

let current: EnginePage | undefined

// A process that drives a browser of its own, for one contestant.
await serveRequests({
  async open(request: BrowserRequest): Promise<OpenAnswer> {
    current = await openEnginePage(request)
    return current.answer
  },
  round: (request: RoundRequest) => current!.round(request),
})
await current?.close()
process.exit()
