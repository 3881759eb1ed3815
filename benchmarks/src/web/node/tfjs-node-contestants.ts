import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WordloomError } from '@wordloom/core'
import { peerEnvironment } from '../../peers/worker-environment.js'
import type { Contestant } from '../../runner/contestant.js'
import { onCores } from '../../runner/on-cores.js'
import { startWorker } from '../../runner/worker-process.js'
import { workerContestant, type Work } from '../../train/contestants.js'
import { referenceSizes } from '../../train/sizes.js'
import { threadsOfAll } from '../../train/start-worker.js'
import type { TfjsNodeRequest } from './open-on-tfjs-node.js'

const variable = 'WORDLOOM_TFJS_NODE'

/** On `@tensorflow/tfjs-node` in the folder that `WORDLOOM_TFJS_NODE` names; missing where there is none. */
export function onTfjsNode(
  name: string,
  work: Work,
  network: TfjsNodeRequest['network'],
  folder: string | undefined = process.env[variable],
): Contestant {
  return workerContestant(name, work, { network, folder, sizes: referenceSizes }, () => {
    if (folder === undefined || !existsSync(join(folder, 'node_modules/@tensorflow/tfjs-node'))) throw notSetUp(folder)
    const worker = fileURLToPath(new URL('tfjs-node-worker.js', import.meta.url))
    const command = onCores({ executable: process.execPath, arguments: [worker] }, threadsOfAll)
    return startWorker({ ...command, name, environment: peerEnvironment(threadsOfAll, { TF_CPP_MIN_LOG_LEVEL: '2' }) })
  })
}

function notSetUp(folder: string | undefined): WordloomError {
  return new WordloomError('DEPENDENCY_MISSING', '@tensorflow/tfjs-node is not set up', {
    name: variable,
    expected: "a folder in which 'wordloom tfjs-node setup' was run",
    received: folder ?? 'nothing',
  })
}
