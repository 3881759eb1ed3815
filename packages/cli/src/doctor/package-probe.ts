import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What came of loading a package. */
export type ProbeResult =
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'loaded'; readonly version: string }
  | { readonly outcome: 'broken'; readonly reason: string }

/** How a package is to be tried out. */
export interface PackageProbe {
  readonly name: string
  /** JavaScript that runs before the package is loaded. */
  readonly prelude?: string
  /** JavaScript that uses the package, as `loaded`, and leaves its version in `version`; it may await. */
  readonly exercise: string
}

/** A package that takes longer to load is of no use. */
const timeoutMilliseconds = 20_000

/** Native packages greet on standard output: the answer is told from that. */
const answer = 'wordloom doctor: version '

/**
 * Loads a package in a process of its own: a native part that prints, hangs or crashes does not take the doctor with it.
 *
 * @param resolveUrl - finds the package; throws when it is not installed. @defaultValue as a program in the working directory
 * would, or else this file
 */
export async function probePackage(
  { name, prelude = '', exercise }: PackageProbe,
  resolveUrl: (name: string) => string = resolveInProject,
): Promise<ProbeResult> {
  let url: string
  try {
    url = resolveUrl(name)
  } catch {
    return { outcome: 'missing' }
  }
  const script = `
    ${prelude}
    const module = await import(${JSON.stringify(url)})
    const loaded = module.default ?? module
    let version
    ${exercise}
    console.log(${JSON.stringify(`\n${answer}`)} + version)
  `
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--input-type=module', '--eval', script],
      { timeout: timeoutMilliseconds },
      (error, stdout, stderr) => {
        const line = stdout.split('\n').find((text) => text.startsWith(answer))
        if (line !== undefined) resolve({ outcome: 'loaded', version: line.slice(answer.length) })
        else resolve({ outcome: 'broken', reason: reasonOf(stderr, error?.signal ?? undefined) })
      },
    )
  })
}

function resolveInProject(name: string): string {
  try {
    return pathToFileURL(createRequire(join(process.cwd(), 'package.json')).resolve(name)).href
  } catch {
    return import.meta.resolve(name)
  }
}

/** The line of the error that ended the process. */
function reasonOf(stderr: string, signal: string | undefined): string {
  const lines = stderr.split('\n').map((line) => line.trim())
  const error =
    lines.find((line) => /^(Uncaught )?[A-Za-z]*Error\b.*: /.test(line)) ?? lines.find((line) => line !== '')
  const ending = signal === undefined ? undefined : `it was ended by ${signal}`
  return error ?? ending ?? 'it ended without an answer'
}
