// node hash-in-node.mjs [threads …] prints JSON: this Node's version and, for each number of threads, how many were started
// beside the first and the hashes of `trainAndHash`. Runs on what `npm run build` made.
import { startKernelThread } from '../../packages/trainer-node/dist/kernel-threads.js'
import { trainAndHash } from './train-and-hash.mjs'

const counts = process.argv.slice(2).map(Number)
const runs = []
for (const threads of counts.length === 0 ? [1] : counts) {
  let started = 0
  const startThread = (job) => {
    started += 1
    startKernelThread(job)
  }
  runs.push({ threads, hashes: await trainAndHash({ threads, startThread }), started })
}
console.log(JSON.stringify({ version: process.version, runs }, null, 2))
