/** What a worker answers a question by. */
export type WorkerAnswer = { readonly result: unknown } | { readonly error: string }

/** Asks a worker of a page; questions go one after the other. */
export function askWorker(worker: Worker, method: string, params: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(event.message)
    worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
      if ('error' in data) reject(data.error)
      else resolve(data.result)
    }
    worker.postMessage({ method, params })
  })
}
