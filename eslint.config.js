import nx from '@nx/eslint-plugin'
import tseslint from 'typescript-eslint'

const type = (name, mayUse) => ({
  sourceTag: `type:${name}`,
  onlyDependOnLibsWithTags: [`type:${name}`, ...mayUse.map((used) => `type:${used}`)],
})

/** Spokes know core and not each other; ARCHITECTURE.md tells the exceptions and why. */
const boundaries = [
  type('core', []),
  type('data', []),
  type('kernels', ['core']),
  type('files', ['core']),
  type('training', ['core', 'kernels']),
  type('similarity', ['core', 'kernels']),
  type('tfjs', ['core', 'kernels']),
  type('vectors', ['core', 'kernels', 'files', 'data']),
  { sourceTag: 'type:spoke', onlyDependOnLibsWithTags: ['type:core', 'type:files', 'type:data'] },
  {
    sourceTag: 'type:trainer',
    onlyDependOnLibsWithTags: ['type:core', 'type:kernels', 'type:training', 'type:tfjs', 'type:files'],
  },
  { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['*'] },
  { sourceTag: 'platform:portable', onlyDependOnLibsWithTags: ['platform:portable'] },
  { sourceTag: 'platform:web', onlyDependOnLibsWithTags: ['platform:portable', 'platform:web'] },
  { sourceTag: 'platform:node', onlyDependOnLibsWithTags: ['platform:portable', 'platform:node'] },
]

export default tseslint.config(
  {
    ignores: ['**/dist/**', '**/generated/**', '**/reports/**', '**/.cache/**', '**/assembly/**'],
  },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ThrowStatement > NewExpression[callee.name=/^(Error|TypeError|RangeError)$/]',
          message: 'Throw a WordloomError: users need a code, the place and what to do.',
        },
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
      ],
    },
  },
  {
    files: ['packages/*/src/**/*.ts', 'examples/*/src/**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { allow: [], depConstraints: boundaries, enforceBuildableLibDependency: false },
      ],
    },
  },
  {
    // What belongs to a platform lives in src/node/ or src/web/, and what is passed in from there in src/index.ts.
    files: [
      'packages/{core,kernels,training,similarity,tfjs-engine,onnx-export,trainer-web}/src/**/*.ts',
      'packages/glove-loader/src/{cache,catalogue,download,formats,open,parse,web}/**/*.ts',
    ],
    ignores: ['packages/*/src/node/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['node:*'], message: 'Portable code gets files and threads passed in.' }] },
      ],
      'no-restricted-globals': ['error', 'process', 'Buffer', 'window', 'document', 'self', 'postMessage'],
    },
  },
  {
    files: ['packages/core/src/testing/**/*.ts', '**/test/**/*.ts', '**/scripts/**'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  { files: ['**/*.config.ts', '**/*.d.ts'], rules: { 'no-restricted-syntax': 'off' } },
)
