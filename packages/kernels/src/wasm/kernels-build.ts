/** One build of a module of `assembly/`. */
export interface KernelsBuild {
  /** The module. It imports a shared memory. */
  readonly base64: string
  /** Offset of the byte that says so: 3 is shared, 1 is not. */
  readonly sharedFlagOffset: number
}

/** The module's bytes: for a memory that threads share, or for one of its own. One byte is all that differs. */
export function buildBytes({ base64, sharedFlagOffset }: KernelsBuild, shared: boolean): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  if (!shared) bytes[sharedFlagOffset] = 1
  return bytes
}
