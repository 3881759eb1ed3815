import { join } from 'node:path'
import { benchmarksFolder, cacheFolder } from '../folders.js'
import { pythonEnvironment } from './python-environment.js'

/** A framework that Wordloom is compared with. */
export interface Peer {
  readonly name: 'keras-tensorflow' | 'keras-jax' | 'pytorch' | 'onnxruntime-python'
  /** What `python/worker.py` calls it. */
  readonly framework: 'keras' | 'pytorch' | 'onnxruntime'
  /** What it must find in its environment. */
  readonly environment: Readonly<Record<string, string>>
}

export const kerasTensorflow: Peer = {
  name: 'keras-tensorflow',
  framework: 'keras',
  environment: { KERAS_BACKEND: 'tensorflow', TF_CPP_MIN_LOG_LEVEL: '2' },
}

export const kerasJax: Peer = {
  name: 'keras-jax',
  framework: 'keras',
  environment: { KERAS_BACKEND: 'jax', JAX_PLATFORMS: 'cpu' },
}

export const pytorch: Peer = { name: 'pytorch', framework: 'pytorch', environment: {} }

/** Runs exported files; it does not train. */
export const onnxruntimePython: Peer = { name: 'onnxruntime-python', framework: 'onnxruntime', environment: {} }

/** All that train. */
export const peers: readonly Peer[] = [kerasTensorflow, kerasJax, pytorch]

/**
 * Gives the interpreter of a peer's own environment, installed on first use.
 *
 * @throws WordloomError `DEPENDENCY_MISSING`
 */
export function peerInterpreter(peer: Peer, onProgress: (text: string) => void): Promise<string> {
  return pythonEnvironment({
    name: peer.name,
    requirements: join(benchmarksFolder, 'requirements', `${peer.name}.txt`),
    folder: join(cacheFolder, 'environments', peer.name),
    python: process.env['WORDLOOM_BENCHMARK_PYTHON'] ?? (process.platform === 'win32' ? 'python' : 'python3'),
    onProgress,
  })
}
