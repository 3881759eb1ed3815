/**
 * The program of the workers that help the kernels. It exports nothing.
 *
 * @packageDocumentation
 */
import { runKernelThread, type KernelThreadJob } from '@wordloom/kernels/thread'

// The whole program of a worker that `startKernelThread` starts: one job, until its engine is disposed.
addEventListener(
  'message',
  ({ data }: MessageEvent<KernelThreadJob>) => {
    runKernelThread(data)
    close()
  },
  { once: true },
)
