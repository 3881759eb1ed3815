import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exportOnnx } from '@wordloom/onnx-export'
import { onnxruntimePython } from '../peers/peer.js'
import type { Contestant } from '../runner/contestant.js'
import { onCores } from '../runner/on-cores.js'
import { startWorker, type WorkerProcess } from '../runner/worker-process.js'
import { workerContestant, type Work } from '../train/contestants.js'
import type { NetworkSizes } from '../train/data/dataset.js'
import { syntheticDataset } from '../train/data/synthetic-dataset.js'
import { startPeer, threadsOfAll } from '../train/start-worker.js'
import { modelOf } from './worker/onnx-model.js'
import type { OnnxRequest } from './worker/onnx-worker.js'
import type { RuntimeName } from './worker/open-runtime.js'

/** The process that exports, and runs what it exported. */
export function startOnnxWorker(name: string): WorkerProcess {
  const worker = fileURLToPath(new URL('worker/onnx-worker.js', import.meta.url))
  const command = onCores({ executable: process.execPath, arguments: [worker] }, threadsOfAll)
  return startWorker({ ...command, name, environment: process.env })
}

/** Work of the exporter, or of a runtime for JavaScript. */
export function onnxContestant(
  name: string,
  work: Work,
  request: Pick<OnnxRequest, 'work' | 'runtime' | 'threads' | 'sizes'>,
): Contestant {
  return workerContestant(name, work, request, () => startOnnxWorker(name))
}

/** Prediction in a runtime for JavaScript. */
export function inRuntime(runtime: RuntimeName, threads: number, work: Work, sizes: NetworkSizes): Contestant {
  const name = threads === threadsOfAll ? runtime : `${runtime}-1-thread`
  return onnxContestant(name, work, { work: 'predict', runtime, threads, sizes })
}

/**
 * Prediction in Python's onnxruntime.
 *
 * @param data - folder of the dataset, where the exported file is put.
 */
export function inPython(
  work: Work,
  data: string,
  sizes: NetworkSizes,
  onProgress: (text: string) => void,
): Contestant {
  const contestant = workerContestant('onnxruntime-python', work, { data }, () =>
    startPeer(onnxruntimePython, onProgress),
  )
  return {
    ...contestant,
    async start() {
      await writeFile(join(data, 'model.onnx'), exportOnnx(modelOf(syntheticDataset(sizes))))
      return contestant.start()
    },
  }
}
