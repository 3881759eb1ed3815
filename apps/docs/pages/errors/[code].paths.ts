import { codes, errorPage } from '../../.vitepress/errors/error-page.js'

const pages = {
  paths: () => codes.map((code) => ({ params: { code }, content: errorPage(code) })),
}

export { pages as default }
