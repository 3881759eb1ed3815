import { createProgram, type CommandIo } from '@wordloom/cli'
import { plainText } from './generated-parts.js'

type Command = ReturnType<typeof createProgram>

/** A section for each command of the `wordloom` program, made from the program itself: it cannot fall behind. */
export function commandReference(): string {
  return commandsIn(createProgram(silentIo), [])
    .map(([name, command]) => section(name, command))
    .join('\n\n')
}

/** The commands that do something, by their names; a group such as `vectors` only holds others. */
function commandsIn(command: Command, names: readonly string[]): [name: string, command: Command][] {
  if (command.commands.length === 0) return [[names.join(' '), command]]
  return command.commands.flatMap((each) => commandsIn(each, [...names, each.name()]))
}

/** Describing the commands reads and writes nothing. */
const silentIo: CommandIo = {
  stdin: (async function* () {})(),
  stdout: process.stdout,
  stderr: process.stderr,
  env: {},
  onInterrupt: () => () => undefined,
}

function section(name: string, command: Command): string {
  const words = command.registeredArguments.map((argument) => {
    const what = argument.variadic ? `${argument.name()}...` : argument.name()
    return argument.required ? `<${what}>` : `[${what}]`
  })
  const usage = ['wordloom', name, ...words, '[options]'].join(' ')
  const inputs = command.registeredArguments.map((argument): Row => [argument.name(), argument.description, ''])
  return [
    `## ${name}`,
    plainText(command.description()),
    `\`\`\`sh\n${usage}\n\`\`\``,
    ...optionGroups(command).flatMap(([heading, options], index) => [
      ...(heading === '' ? [] : [`**${plainText(heading)}**`]),
      table(['Argument', 'What it is', 'Default'], [...(index === 0 ? inputs : []), ...options.map(optionRow)]),
    ]),
  ].join('\n\n')
}

type CommandOption = Command['options'][number]

/** The options under their headings, in the order of the help. */
function optionGroups(command: Command): [heading: string, options: CommandOption[]][] {
  const groups = new Map<string, CommandOption[]>()
  for (const option of command.options) {
    const heading = (option.helpGroupHeading ?? '').replace(/:$/, '')
    groups.set(heading, [...(groups.get(heading) ?? []), option])
  }
  return [...groups]
}

function optionRow(option: CommandOption): Row {
  return [
    option.flags,
    option.description + choices(option.argChoices),
    option.mandatory ? 'required' : defaultText(option),
  ]
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

function defaultText({ defaultValue, negate }: CommandOption): string {
  return defaultValue === undefined || negate ? '' : String(defaultValue)
}
