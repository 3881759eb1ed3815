import type { KernelsSupport } from '@wordloom/kernels'
import { failed, limited, ok, type Finding } from './finding.js'

/** What is known about the process and its machine. */
export interface RuntimeFacts {
  /** Without the `v`: `20.19.0`. */
  readonly nodeVersion: string
  readonly platform: string
  readonly processorModel: string | undefined
  /** Threads that run at once. */
  readonly parallelism: number
  /** Bytes. */
  readonly totalMemory: number
  /** Bytes that this process could still get, limits of a container included. */
  readonly availableMemory: number
  readonly support: KernelsSupport
}

/** As `engines` in package.json says. */
const oldestNode = [20, 19] as const
/** Weights, moments and a vocabulary of usual size fit several times. */
const comfortableMemory = 512 * 2 ** 20

/** Node, processors, memory, and what WebAssembly can do here. */
export function runtimeFindings(facts: RuntimeFacts): Finding[] {
  return [nodeFinding(facts), processorFinding(facts), memoryFinding(facts), ...kernelFindings(facts)]
}

function nodeFinding({ nodeVersion, platform }: RuntimeFacts): Finding {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number)
  const [oldestMajor, oldestMinor] = oldestNode
  const found = `${nodeVersion} on ${platform}`
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return ok('node', found)
  return failed('node', {
    found,
    consequence: 'Parts of Wordloom use features that this version lacks.',
    remedy: `Install Node ${oldestMajor}.${oldestMinor} or later; training is fastest from Node 24 on.`,
  })
}

function processorFinding({ processorModel, parallelism }: RuntimeFacts): Finding {
  const model = processorModel === undefined || processorModel === '' ? '' : `, ${processorModel}`
  return ok('processors', `${parallelism} ${parallelism === 1 ? 'thread runs' : 'threads run'} at once${model}`)
}

function memoryFinding({ totalMemory, availableMemory }: RuntimeFacts): Finding {
  const found = `${gibibytes(availableMemory)} available of ${gibibytes(totalMemory)}`
  if (availableMemory >= comfortableMemory) return ok('memory', found)
  return limited('memory', {
    found,
    consequence: 'Larger data sets or vectors may not fit.',
    remedy:
      'Close other programs, raise the limit of the container, or train with --stream and a smaller --max-tokens.',
  })
}

function kernelFindings({ support, parallelism }: RuntimeFacts): Finding[] {
  const { simd, relaxedSimd, threads, reason = 'WebAssembly without SIMD' } = support
  if (!simd) {
    const found = `no: this is ${reason}`
    const consequence = 'Nothing can be trained or predicted here.'
    return [failed('simd', { found, consequence, remedy: 'Start Node without --jitless, or install a newer one.' })]
  }
  return [
    ok('simd', 'yes'),
    relaxedSimd
      ? ok('relaxed-simd', 'yes: multiplications and additions are fused')
      : limited('relaxed-simd', {
          found: 'no: this WebAssembly lacks relaxed SIMD',
          consequence: 'Training is slower, about as with --deterministic.',
          remedy: 'Use Node 22 or later.',
        }),
    threadsFinding(threads, parallelism),
  ]
}

function threadsFinding(hasThreads: boolean, parallelism: number): Finding {
  if (!hasThreads) {
    return limited('threads', {
      found: 'no: memory cannot be shared between threads',
      consequence: 'Training uses one thread, whatever --threads says.',
      remedy: 'Start Node without flags that switch SharedArrayBuffer off.',
    })
  }
  if (parallelism > 1) return ok('threads', 'yes: memory can be shared between threads')
  return limited('threads', {
    found: 'memory can be shared, but only one thread runs at once',
    consequence: 'More threads would not make training faster.',
    remedy: 'Give the process or container more processors.',
  })
}

function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`
}
