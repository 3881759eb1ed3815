export { bundleForBrowser } from './bundle.js'
export { browserTitle, findChromium } from './find-chromium.js'
export { openBrowser, openPage } from './open-browser.js'
export { servePage } from './serve-page.js'

export type { OpenBrowserOptions } from './open-browser.js'
export type { ServedPage, ServePageOptions } from './serve-page.js'
