import { longestQuote } from '../limits.js'

/** The beginning of somebody's bytes, fit for a message. */
export function quote(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, longestQuote))
  return JSON.stringify(bytes.length > longestQuote ? `${text}…` : text)
}
