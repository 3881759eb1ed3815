import { join } from 'node:path'
import { defineConfig } from 'vitepress'
import { anyPath, relativeAssets, relativePage } from './any-path.js'
import { checkLinks } from './check-links.js'
import { commandReference } from './command-reference.js'
import { withPolicy } from './content-security-policy.js'
import { errorCodeTable } from './error-code-table.js'
import { errorLinks } from './error-links.js'
import { writeErrorPages } from './errors/write-error-pages.js'
import { generatedParts } from './generated-parts.js'
import { sidebars, topLinks } from './navigation.js'
import { performanceTables } from './performance/performance-tables.js'
import { formsTable, modelsTable, networksTable, readmeProgramsTable, runtimeLacks } from './runtime-tables.js'
import { searchable } from './searchable.js'

const pages = join(import.meta.dirname, '../pages')
writeErrorPages(join(pages, 'errors'))
const serving = process.argv.includes('dev') || process.argv.includes('preview')

export default defineConfig({
  title: 'Wordloom',
  description: 'Pretrained and trainable word embeddings, a small text classifier, and ONNX export, in TypeScript.',
  lang: 'en',
  base: serving ? '/' : anyPath,
  srcDir: 'pages',
  outDir: 'dist',
  cacheDir: '.cache',
  cleanUrls: false,
  metaChunk: true,
  head: [['meta', { name: 'referrer', content: 'no-referrer' }]],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-default' },
    config: (markdown) => {
      markdown.use(errorLinks)
      markdown.use(generatedParts, {
        'error-codes': errorCodeTable,
        commands: commandReference,
        'runtime-networks': networksTable,
        'runtime-forms': formsTable,
        'runtime-lacks': runtimeLacks,
        'runtime-models': modelsTable,
        'readme-programs': readmeProgramsTable,
        performance: performanceTables,
      })
    },
  },
  vite: {
    // Workers that share code with the page.
    worker: { format: 'es' },
    optimizeDeps: {
      // Prebundling loses the workers and files that these packages find by `import.meta.url`.
      exclude: ['@wordloom/trainer-web', '@wordloom/glove-loader', '@wordloom/glove-mini', 'onnxruntime-web'],
      // The development server finds these late, and would reload the page in the middle of what it does.
      include: [
        'comlink',
        'papaparse',
        'uplot',
        'umap-js',
        ...['quadtree', 'scale', 'selection', 'zoom'].map((part) => `d3-${part}`),
        '@wordloom/trainer-web > idb',
        '@wordloom/glove-loader > @zip.js/zip.js/lib/zip-core-custom.js',
        ...['', '/wire', '/codegenv2'].map((part) => `@wordloom/onnx-export > @bufbuild/protobuf${part}`),
      ],
    },
  },
  transformHtml: (html, _file, { page }) => {
    // A host shows the page for unknown addresses at any depth: only this one has to know where the site is.
    const site = process.env['DOCS_BASE'] ?? '/'
    const placed = page === '404.md' ? html.replaceAll(anyPath, site) : relativePage(html, page)
    return withPolicy(placed)
  },
  buildEnd: ({ outDir }) => {
    relativeAssets(outDir)
    checkLinks(outDir)
  },
  themeConfig: {
    search: { provider: 'local', options: { _render: searchable } },
    outline: [2, 3],
    nav: topLinks(pages),
    sidebar: sidebars(pages),
    socialLinks: [{ icon: 'github', link: 'https://github.com/wordloom/wordloom' }],
    docFooter: { prev: 'Before', next: 'Next' },
    footer: { message: 'Apache-2.0. This site asks no other host for anything.' },
  },
})
