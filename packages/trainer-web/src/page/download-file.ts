/** The part of a page's document that is used: this package is compiled for workers, too, which have none. */
declare const document: { createElement(tag: 'a'): { href: string; download: string; click(): void } }

/** Has the browser download something under a name, as if a link to it had been followed. For pages only. */
export function downloadFile(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // The download has begun by then, and holds what it needs.
  setTimeout(() => URL.revokeObjectURL(link.href), revokeAfter)
}

const revokeAfter = 60_000
