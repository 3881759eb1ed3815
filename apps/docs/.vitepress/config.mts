import { defineConfig } from 'vitepress'
import { commandReference } from './command-reference.js'
import { errorCodeTable } from './error-code-table.js'
import { generatedParts } from './generated-parts.js'
import { runtimesTable } from './runtimes-table.js'

export default defineConfig({
  title: 'Wordloom',
  description: 'Pretrained and trainable word embeddings, a small text classifier, and ONNX export, in TypeScript.',
  lang: 'en',
  // A site that is not served from the root of its host: DOCS_BASE=/wordloom/
  base: process.env['DOCS_BASE'] ?? '/',
  srcDir: 'pages',
  outDir: 'dist',
  cacheDir: '.cache',
  cleanUrls: false,
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
        '@wordloom/trainer-web > idb',
        '@wordloom/glove-loader > @zip.js/zip.js/lib/zip-core-custom.js',
        ...['', '/wire', '/codegenv2'].map((part) => `@wordloom/onnx-export > @bufbuild/protobuf${part}`),
      ],
    },
  },
  markdown: {
    config: (markdown) => {
      markdown.use(generatedParts, {
        'error-codes': errorCodeTable,
        commands: commandReference,
        runtimes: runtimesTable,
      })
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'Playground', link: '/playground' },
      { text: 'Command line', link: '/command-line' },
      { text: 'Errors', link: '/errors' },
    ],
    sidebar: [
      {
        text: 'Guide',
        items: [
          { text: 'What it is', link: '/' },
          { text: 'Start', link: '/start' },
          { text: 'Word vectors', link: '/vectors' },
          { text: 'Padding', link: '/padding' },
          { text: 'Runtimes', link: '/runtimes' },
          { text: 'Architecture', link: '/architecture' },
        ],
      },
      {
        text: 'Reference',
        items: [
          { text: 'Command line', link: '/command-line' },
          { text: 'Errors', link: '/errors' },
        ],
      },
    ],
    docFooter: { prev: 'Before', next: 'Next' },
  },
})
