import type { NetworkSizes } from '../train/data/dataset.js'
import type { Measurement } from '../train/worker/measured-network.js'

/** Backends of TensorFlow.js in browsers. */
export const webBackends = ['cpu', 'wasm', 'webgl', 'webgpu'] as const

export type WebBackend = (typeof webBackends)[number]

/** What computes: Wordloom's kernels, Wordloom's engine on TensorFlow.js, or tfjs-layers. */
export type WebSubject =
  | { readonly network: 'kernels'; readonly threads: number }
  | { readonly network: 'tfjs-engine' | 'tfjs-layers'; readonly backend: WebBackend; readonly threads: number }

/** `open` of the worker in the page. */
export interface OpenInBrowserRequest extends Measurement {
  readonly subject: WebSubject
  readonly sizes: NetworkSizes
}

/** `open` of the process that drives a browser. */
export interface BrowserRequest extends OpenInBrowserRequest {
  /** Whether the page is cross-origin isolated. */
  readonly isolated: boolean
}
