import { WordloomError } from '@wordloom/core'
import type { MarkdownRenderer } from 'vitepress'

/** Makes the Markdown of one part. */
export type PartWriter = () => string

/**
 * A markdown-it plugin: a line `<!-- generated: NAME -->` becomes the Markdown that the writer of that name makes.
 *
 * It works on the source and not by a component, so that the local search finds the generated text too.
 */
export function generatedParts(markdown: MarkdownRenderer, writers: Readonly<Record<string, PartWriter>>): void {
  markdown.core.ruler.before('normalize', 'generated-parts', (state) => {
    state.src = state.src.replace(/^<!-- generated: ([\w-]+) -->$/gm, (line, name: string) => {
      const write = writers[name]
      if (write === undefined) throw unknownPart(line, Object.keys(writers))
      return write()
    })
  })
}

/** Text for a paragraph or a cell of a table: no sign in it keeps a meaning of its own in Markdown, HTML or Vue. */
export function plainText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\|*_`[\]]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('{', '&#123;')
}

function unknownPart(line: string, names: readonly string[]): WordloomError {
  return new WordloomError('INVALID_ARGUMENT', 'No part is generated under this name', {
    expected: names.join(', '),
    received: line,
  })
}
