/**
 * The program of the worker that a trainer starts. It exports nothing.
 *
 * @packageDocumentation
 */
import type { StartMessage } from './messages/messages.js'
import { openKernels } from './worker/open-kernels.js'
import { serve } from './worker/serve.js'

// The whole program of the worker that a trainer starts.
addEventListener('message', ({ data }: MessageEvent<StartMessage>) => serve(data, openKernels), { once: true })
