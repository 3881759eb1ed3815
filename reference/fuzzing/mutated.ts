import fc from 'fast-check'

const numbers = [
  '0',
  '-1',
  '1e999',
  '9007199254740993',
  '4294967296',
  'null',
  '"a"',
  '[]',
  '{}',
  '__proto__',
  '\n',
  '\0',
]

const change = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('byte' as const), at: fc.nat(), byte: fc.nat(255) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), length: fc.nat(64) }),
  fc.record({ kind: fc.constant('end' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('repeat' as const), at: fc.nat(), length: fc.nat(200) }),
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(), text: fc.constantFrom(...numbers) }),
)

/** Bytes with a few changes. */
export function mutated(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => changes.reduce(changed, bytes))
}

type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never

function changed(bytes: Uint8Array, edit: Change): Uint8Array {
  if (bytes.length === 0) return bytes
  // Half of the changes in the first bytes: headers are short and decide most.
  const at = edit.at % 2 === 0 ? edit.at % bytes.length : edit.at % Math.min(200, bytes.length)
  const joined = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]))
  switch (edit.kind) {
    case 'flip':
      return bytes.map((byte, index) => (index === at ? byte ^ (1 << edit.bit) : byte))
    case 'byte':
      return bytes.map((byte, index) => (index === at ? edit.byte : byte))
    case 'cut':
      return joined(bytes.subarray(0, at), bytes.subarray(at + edit.length))
    case 'end':
      return bytes.slice(0, at)
    case 'repeat':
      return joined(bytes.subarray(0, at + edit.length), bytes.subarray(at))
    case 'insert':
      return joined(bytes.subarray(0, at), new TextEncoder().encode(edit.text), bytes.subarray(at))
  }
}
