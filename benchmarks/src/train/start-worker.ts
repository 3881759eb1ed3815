import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { benchmarksFolder } from '../folders.js'
import { peerInterpreter, type Peer } from '../peers/peer.js'
import { peerEnvironment } from '../peers/worker-environment.js'
import { onCores } from '../runner/on-cores.js'
import { startWorker, type WorkerProcess } from '../runner/worker-process.js'

/** Threads that every contestant may use. */
export const threadsOfAll = 2

/** Wordloom in a process of its own, on the Node that runs this one. */
export function startWordloom(name: string): WorkerProcess {
  const worker = fileURLToPath(new URL('worker/wordloom-worker.js', import.meta.url))
  const command = onCores({ executable: process.execPath, arguments: [worker] }, threadsOfAll)
  return startWorker({ ...command, name, environment: process.env })
}

/**
 * A peer in a process of its own.
 *
 * @throws WordloomError `DEPENDENCY_MISSING` when it cannot be installed.
 */
export async function startPeer(peer: Peer, onProgress: (text: string) => void): Promise<WorkerProcess> {
  const interpreter = await peerInterpreter(peer, onProgress)
  const worker = join(benchmarksFolder, 'python/worker.py')
  const command = onCores({ executable: interpreter, arguments: [worker, peer.framework] }, threadsOfAll)
  return startWorker({ ...command, name: peer.name, environment: peerEnvironment(threadsOfAll, peer.environment) })
}
