import { expandRow } from '@wordloom/core'

/** How numbers are stored. */
export type ValueType = 'float16' | 'bfloat16' | 'float32' | 'float64'

const bytesOf: Readonly<Record<ValueType, number>> = { float16: 2, bfloat16: 2, float32: 4, float64: 8 }

export function valueBytes(type: ValueType): number {
  return bytesOf[type]
}

/** Numbers as float32; float64 ones are rounded to the nearest. */
export function decodeValues(bytes: Uint8Array<ArrayBuffer>, type: ValueType, littleEndian: boolean): Float32Array {
  const count = bytes.length / valueBytes(type)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  switch (type) {
    case 'float32':
      return Float32Array.from({ length: count }, (_, index) => view.getFloat32(4 * index, littleEndian))
    case 'float64':
      return Float32Array.from({ length: count }, (_, index) => view.getFloat64(8 * index, littleEndian))
    case 'float16':
      return expandRow(
        Uint16Array.from({ length: count }, (_, index) => view.getUint16(2 * index, littleEndian)),
        undefined,
      )
    case 'bfloat16': {
      // The upper half of a float32.
      const bits = Uint32Array.from({ length: count }, (_, index) => view.getUint16(2 * index, littleEndian) << 16)
      return new Float32Array(bits.buffer)
    }
  }
}
