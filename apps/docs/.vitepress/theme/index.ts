import type { Theme } from 'vitepress'
import DefaultTheme from 'vitepress/theme-without-fonts'
import { absoluteLinks } from './absolute-links.js'
import './wordloom.css'

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp() {
    if (typeof document !== 'undefined') absoluteLinks(document)
  },
}

// VitePress looks for a default export here.
export { theme as default }
