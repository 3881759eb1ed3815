import { packPackages } from '../tarballs.js'

/** Before the test files, which need the tarballs at the same time. */
export const setup: () => Promise<void> = packPackages
