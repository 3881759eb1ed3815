import { errorCodes } from '@wordloom/core'
import type { MarkdownRenderer } from 'vitepress'

type Token = ReturnType<MarkdownRenderer['parse']>[number]

/** A markdown-it plugin: a code such as `DATA_EMPTY` links to its page, unless it is part of a link or of its own page. */
export function errorLinks(markdown: MarkdownRenderer): void {
  markdown.core.ruler.after('inline', 'error-links', (state) => {
    for (const token of state.tokens) {
      if (token.type === 'inline' && token.children !== null) token.children = withLinks(token.children, state.Token)
    }
  })
}

function withLinks(
  tokens: readonly Token[],
  TokenOf: new (type: string, tag: string, nesting: -1 | 0 | 1) => Token,
): Token[] {
  let depth = 0
  return tokens.flatMap((token) => {
    if (token.type === 'link_open') depth += 1
    if (token.type === 'link_close') depth -= 1
    if (depth > 0 || token.type !== 'code_inline' || !Object.hasOwn(errorCodes, token.content)) return [token]
    const open = new TokenOf('link_open', 'a', 1)
    open.attrSet('href', `/errors/${token.content}.md`)
    return [open, token, new TokenOf('link_close', 'a', -1)]
  })
}
