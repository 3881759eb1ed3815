import { compile } from 'html-to-text'

const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']

/**
 * Plain text of an HTML page: the words a reader sees. Link targets, images, titles, scripts and styles are left out.
 *
 * The whole tree is read instead of `body`, because mail programs write words before and after it, and mail has several.
 */
export const htmlToPlainText: (html: string) => string = compile({
  wordwrap: false,
  baseElements: { selectors: [], returnDomByDefault: true },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'ul', options: { itemPrefix: ' ' } },
    ...headings.map((selector) => ({ selector, options: { uppercase: false } })),
    ...['img', 'hr', 'title'].map((selector) => ({ selector, format: 'skip' })),
  ],
})

const commonElements =
  'a|b|big|blockquote|body|br|center|div|em|font|form|h[1-6]|head|hr|html|i|img|input|li|meta|ol|p|script|small|span|' +
  'strong|style|table|tbody|td|th|title|tr|u|ul'

/** A tag of a common HTML element. `<name@example.com>` and `a < b` are none. */
export const htmlTag: RegExp = new RegExp(`</?(?:${commonElements})(?:\\s[^<>]*)?/?>`, 'i')
