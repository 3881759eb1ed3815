const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

/**
 * CRC-32 as zip archives use it, where the platform has none.
 *
 * @param before - of the bytes before these; 0 when there are none.
 * @see PKWARE APPNOTE.TXT, section 4.4.7
 */
export function crc32(bytes: Uint8Array, before: number): number {
  let value = ~before
  for (let index = 0; index < bytes.length; index++) {
    value = table[(value ^ bytes[index]!) & 0xff]! ^ (value >>> 8)
  }
  return ~value >>> 0
}
