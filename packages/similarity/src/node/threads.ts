export { defaultThreads } from '@wordloom/kernels/node'
