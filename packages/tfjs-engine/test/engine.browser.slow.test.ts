import { describeInBrowser } from './support/describe-in-browser.js'
import { readKerasTraces } from '../../../reference/keras/keras-traces.js'

await describeInBrowser({ traces: [...readKerasTraces().keys()], runs: 20 })
