import { defineConfig, mergeConfig } from 'vitest/config'
import { sharedConfig } from '../../vitest.shared.ts'

// What programs of pages print is compared with the page: Nx asks them for colours.
export default defineConfig(mergeConfig(sharedConfig, { test: { env: { FORCE_COLOR: '0' } } }))
