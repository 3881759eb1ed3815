import { join } from 'node:path'
import { errorCodes } from '@wordloom/core'
import { publicEntries } from './entries.mjs'
import { nameModules } from './name-modules.mjs'

const docs = join(import.meta.dirname, '..')

/** @type {Partial<import('typedoc').TypeDocOptions & import('typedoc-plugin-markdown').PluginOptions>} */
const options = {
  name: 'API',
  entryPoints: publicEntries().map(({ source }) => source),
  tsconfig: join(import.meta.dirname, 'tsconfig.json'),
  plugin: ['typedoc-plugin-markdown', nameModules],
  out: join(docs, 'pages/api'),
  readme: 'none',
  excludeInternal: true,
  excludePrivate: true,

  // What is exported has a description, or there is no reference.
  validation: { notExported: false, invalidLink: true, notDocumented: true },
  treatWarningsAsErrors: true,
  packagesRequiringDocumentation: publicEntries().map(({ name }) => name.split('/', 2).join('/')),
  // Their values are their descriptions.
  intentionallyNotDocumented: Object.keys(errorCodes).map((code) => `@wordloom/core.errorCodes.__type.${code}`),
  requiredToBeDocumented: ['Class', 'Function', 'Interface', 'Method', 'Property', 'Accessor', 'TypeAlias', 'Variable'],

  disableSources: true,
  excludeExternals: true,

  groupOrder: ['Functions', 'Variables', 'Classes', 'Interfaces', 'Type Aliases', '*'],
  outputFileStrategy: 'modules',
  entryFileName: 'index',
  excludeScopesInPaths: true,
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  useHTMLEncodedBrackets: true,
  sanitizeComments: true,
  indexFormat: 'table',
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  tableColumnSettings: { hideInherited: true, hideModifiers: true, hideOverrides: true },
}

export { options as default }
