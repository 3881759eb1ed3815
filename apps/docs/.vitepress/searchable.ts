import type { MarkdownEnv } from 'vitepress'

interface Renderer {
  render(source: string, env: MarkdownEnv): string
}

/**
 * What the search finds in a page. In the API a symbol is one find: its parts, such as its properties, are none of their
 * own, or they would crowd out all guides.
 */
export function searchable(source: string, env: MarkdownEnv, markdown: Renderer): string {
  const html = markdown.render(source, env)
  if (env.frontmatter?.['search'] === false) return ''
  return env.relativePath.startsWith('api/') ? html.replace(/<(\/?)h[4-6]\b/g, '<$1p') : html
}
