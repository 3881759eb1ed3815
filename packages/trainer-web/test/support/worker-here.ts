import type { TrainerWorker } from '../../src/index.js'
import type { StartMessage } from '../../src/messages/messages.js'
import { openKernels } from '../../src/worker/open-kernels.js'
import { serve } from '../../src/worker/serve.js'

/** What a worker runs, on this thread: the messages are the same, cloned and transferred over the same kind of port. */
export function workerHere(): TrainerWorker {
  const ports: MessagePort[] = []
  return {
    postMessage(message: StartMessage, transfer) {
      const sent = structuredClone(message, { transfer })
      ports.push(sent.port)
      serve(sent, openKernels)
    },
    addEventListener() {},
    terminate: () => ports.forEach((port) => port.close()),
  }
}
