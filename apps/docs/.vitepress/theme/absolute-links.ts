/**
 * Makes the addresses of a page independent of where the page is.
 *
 * The files of the site name each other by relative addresses, so that it opens from any path of a host. Vue keeps what it
 * finds in a page, and frames such as the sidebar stay when the reader goes on to a page in another folder, where a
 * relative address means something else. So this has to run before Vue takes the page over.
 */
export function absoluteLinks(page: Document): void {
  for (const element of page.querySelectorAll('a[href], img[src]')) {
    const name = element.tagName === 'A' ? 'href' : 'src'
    const address = element.getAttribute(name)
    if (address === null || !address.startsWith('.')) continue
    const { pathname, search, hash } = new URL(address, page.baseURI)
    element.setAttribute(name, pathname + search + hash)
  }
}
