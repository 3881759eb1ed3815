import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** The ts blocks of the README in a folder, without those marked `no-run`, and `browser`, which the package itself tests. */
export function examplesOf(folder: string): string[] {
  const text = readFileSync(join(folder, 'README.md'), 'utf8')
  return [...text.matchAll(/^```ts\n([^]*?)^```/gm)].map(([, code]) => code!)
}

/** What Node runs of an example: the same without its types. */
export function javaScriptOf(code: string): string {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true },
  })
  return outputText
}
