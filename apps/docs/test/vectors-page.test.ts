import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { createProgram, run } from '@wordloom/cli'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const page = await readFile(join(root, 'pages/vectors.md'), 'utf8')

function blocks(language: string): string[] {
  return [...page.matchAll(/^```(.*)\n([^]*?)^```/gm)].flatMap(([, fence, code]) => (fence === language ? [code!] : []))
}

const lines = blocks('sh')
  .flatMap((block) => block.trim().split('\n'))
  .map((line) => line.split(' ').slice(1))

async function outcomeOf(argv: readonly string[]): Promise<{ code: number; out: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const written = Promise.all([text(stdout), text(stderr)])
  const stdin = (async function* () {})()
  const env = { WORDLOOM_CACHE: join(root, 'no-such-folder') }
  const code = await run(argv, { stdin, stdout, stderr, env, onInterrupt: () => () => undefined })
  stdout.end()
  stderr.end()
  return { code, out: (await written).join('') }
}

describe('the page about vectors', () => {
  const runnable = lines.filter((line) => /^vectors (list|similar|analogy|info glove-mini)/.test(line.join(' ')))
  it.each(runnable.map((line) => [line.join(' '), line] as const))(
    'should show a command that works: %s',
    async (_, argv) => {
      const { code, out } = await outcomeOf(argv)
      expect(code, out).toBe(0)
    },
  )

  it('should show no command or option that there is not', () => {
    expect(lines.length).toBeGreaterThan(8)
    for (const line of lines) {
      const stdin = (async function* () {})()
      const { stdout, stderr } = process
      const program = createProgram({ stdin, stdout, stderr, env: {}, onInterrupt: () => () => undefined })
      const group = program.commands.find((command) => command.name() === line[0])
      const command = group?.commands.find((each) => each.name() === line[1]) ?? group
      expect(command, line.join(' ')).toBeDefined()
      for (const option of line.filter((word) => word.startsWith('--'))) {
        expect(command!.options.map(({ long }) => long)).toContain(option)
      }
    }
  })
})
