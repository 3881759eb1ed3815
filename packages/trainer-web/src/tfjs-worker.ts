/**
 * The program of the worker that a trainer with TensorFlow.js starts. It exports nothing.
 *
 * @packageDocumentation
 */
import type { StartMessage } from './messages/messages.js'
import { openTfjs } from './worker/open-tfjs.js'
import { serve } from './worker/serve.js'

// The whole program of the worker that a trainer starts for backends of TensorFlow.js.
addEventListener('message', ({ data }: MessageEvent<StartMessage>) => serve(data, openTfjs), { once: true })
