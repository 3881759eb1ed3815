import type { Suite } from './runner/suite.js'
import { trainSuite } from './train/train-suite.js'
import { vectorsSuite } from './vectors/vectors-suite.js'
import { webSuite } from './web/web-suite.js'

/** What `npm run bench` can run. */
export const suites: readonly Suite[] = [trainSuite, vectorsSuite, webSuite]
