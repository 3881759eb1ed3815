import { WordloomError } from '@wordloom/core'

/** Gives the path of a stored file or folder back. Throws WordloomError `INVALID_ARGUMENT` for what cannot be one. */
export function assertPath(path: string): string {
  const names = path.split('/')
  if (names.every((name) => name !== '' && name !== '.' && name !== '..')) return path
  throw new WordloomError('INVALID_ARGUMENT', 'A stored file has names joined by single slashes', {
    name: 'path',
    expected: 'such as models/spam',
    received: JSON.stringify(path),
  })
}

/** The keys of everything in a folder: those between `folder/` and what would follow them all. */
export function insideOf(folder: string): IDBKeyRange {
  const afterSlash = String.fromCharCode('/'.charCodeAt(0) + 1)
  return IDBKeyRange.bound(`${folder}/`, `${folder}${afterSlash}`, false, true)
}

/** The folders that a path lies in, outermost first. */
export function ancestorsOf(path: string): string[] {
  const names = path.split('/')
  return names.slice(0, -1).map((_, index) => names.slice(0, index + 1).join('/'))
}

/** Names of what lies directly behind a prefix, sorted, each once. */
export function childrenOf(paths: readonly string[], prefix: string): string[] {
  return [...new Set(paths.map((path) => path.slice(prefix.length).split('/', 1)[0]!))].sort()
}
