import { WordloomError } from '@wordloom/core'

/** An answer of a server. Its body has to be read or cancelled. */
export interface HttpResponse {
  readonly status: number
  /** A header, by its name in lower case. */
  header(name: string): string | undefined
  readonly body: AsyncIterable<Uint8Array>
  /** Ends the body without reading it. */
  cancel(): void
}

/** Asks a server; redirects are answers like others. Rejects when there is none: no connection, no answer in time. */
export type HttpGet = (
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => Promise<HttpResponse>

/** Redirects in a row; file hosts need two or three. */
const mostRedirects = 8
const redirects: readonly number[] = [301, 302, 303, 307, 308]

/**
 * Follows redirects, none of which leads from https to http.
 *
 * @throws WordloomError `DOWNLOAD_FAILED`
 */
export async function getFollowing(
  get: HttpGet,
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<HttpResponse> {
  let place = url
  for (let followed = 0; followed <= mostRedirects; followed++) {
    const response = await get(place, headers, signal)
    if (!redirects.includes(response.status)) return response
    response.cancel()
    const location = response.header('location')
    if (location === undefined || !URL.canParse(location, place)) throw badRedirect(url, 'it names no place')
    const next = new URL(location, place)
    if (next.protocol !== 'https:' && !(next.protocol === 'http:' && place.startsWith('http:'))) {
      throw badRedirect(url, `it leads to ${next.protocol}//`)
    }
    place = next.href
  }
  throw badRedirect(url, `there are more than ${mostRedirects} in a row`)
}

function badRedirect(file: string, received: string): WordloomError {
  return new WordloomError('DOWNLOAD_FAILED', 'A redirect of the server is not followed', {
    file,
    received,
    hint: 'The address or the server is wrong; try another mirror.',
  })
}
