import { createProgram, type CommandIo } from '@wordloom/cli'
import { plainText } from './generated-parts.js'

type Command = ReturnType<typeof createProgram>

/** A section for each command of the `wordloom` program, made from the program itself: it cannot fall behind. */
export function commandReference(): string {
  return createProgram(silentIo).commands.map(section).join('\n\n')
}

/** Describing the commands reads and writes nothing. */
const silentIo: CommandIo = {
  stdin: (async function* () {})(),
  stdout: process.stdout,
  stderr: process.stderr,
  env: {},
  onInterrupt: () => () => undefined,
}

function section(command: Command): string {
  const words = command.registeredArguments.map((argument) => {
    const name = argument.variadic ? `${argument.name()}...` : argument.name()
    return argument.required ? `<${name}>` : `[${name}]`
  })
  const usage = ['wordloom', command.name(), ...words, '[options]'].join(' ')
  const inputs = command.registeredArguments.map((argument): Row => [argument.name(), argument.description, ''])
  const options = command.options.map((option): Row => [
    option.flags,
    option.description + choices(option.argChoices),
    option.mandatory ? 'required' : defaultText(option),
  ])
  return [
    `## ${command.name()}`,
    plainText(command.description()),
    `\`\`\`sh\n${usage}\n\`\`\``,
    table(['Argument', 'What it is', 'Default'], [...inputs, ...options]),
  ].join('\n\n')
}

type Row = readonly [name: string, meaning: string, fallback: string]

function table(head: Row, rows: readonly Row[]): string {
  const lines = rows.map(([name, meaning, fallback]) => `| ${code(name)} | ${plainText(meaning)} | ${code(fallback)} |`)
  return [`| ${head.join(' | ')} |`, '| --- | --- | --- |', ...lines].join('\n')
}

function code(text: string): string {
  return text === '' ? '' : `<code style="white-space: nowrap">${plainText(text)}</code>`
}

function choices(values: readonly string[] | undefined): string {
  return values === undefined ? '' : ` (${values.join(', ')})`
}

function defaultText({ defaultValue, negate }: Command['options'][number]): string {
  return defaultValue === undefined || negate ? '' : String(defaultValue)
}
