import { defineConfig } from 'vitepress'
import { commandReference } from './command-reference.js'
import { errorCodeTable } from './error-code-table.js'
import { generatedParts } from './generated-parts.js'
import { formsTable, modelsTable, networksTable, readmeProgramsTable, runtimeLacks } from './runtime-tables.js'

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
  markdown: {
    config: (markdown) => {
      markdown.use(generatedParts, {
        'error-codes': errorCodeTable,
        commands: commandReference,
        'runtime-networks': networksTable,
        'runtime-forms': formsTable,
        'runtime-lacks': runtimeLacks,
        'runtime-models': modelsTable,
        'readme-programs': readmeProgramsTable,
      })
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Start', link: '/start' },
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
