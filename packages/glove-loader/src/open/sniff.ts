/** What the first bytes of an input say it is. */
export type Container = 'plain' | 'gzip' | 'zip'

/** Bytes that {@link containerOf} needs. */
export const sniffedBytes = 4

/**
 * Tells containers by their first bytes, never by a file name.
 * @see RFC 1952, section 2.3.1; PKWARE APPNOTE.TXT, sections 4.3.7 and 4.3.16 (an archive without files)
 */
export function containerOf(head: Uint8Array): Container {
  const [a, b, c, d] = head
  if (a === 0x1f && b === 0x8b) return 'gzip'
  const isZip = a === 0x50 && b === 0x4b && ((c === 0x03 && d === 0x04) || (c === 0x05 && d === 0x06))
  return isZip ? 'zip' : 'plain'
}
