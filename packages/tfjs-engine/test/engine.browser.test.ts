import { describeInBrowser } from './support/describe-in-browser.js'

/**
 * Graphics that a processor computes are slow. These traces have all that is done on a backend: every task, pooling and
 * kind of GRU, stacked layers, weights of rows, smoothed labels. Optimizers do not run there. `npm run test:slow` runs all.
 */
const selection = ['all-mean', 'pooling-max', 'smoothed-multi-class', 'two-layers-reset-before', 'weighted-multi-label']

await describeInBrowser({ traces: selection, runs: 2 })
