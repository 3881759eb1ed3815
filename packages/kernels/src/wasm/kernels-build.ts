/** One build of a module of `assembly/`. */
export interface KernelsBuild {
  /** The module, a character a byte. It imports a shared memory. */
  readonly bytes: string
  /** Offset of the byte that says so: 3 is shared, 1 is not. */
  readonly sharedFlagOffset: number
}

/** The same kernels twice. */
export interface KernelsBuilds {
  /** The same bits on every machine. */
  readonly plain: KernelsBuild
  /** Fused multiply-add where the processor has it: faster, and the last bits differ from machine to machine. */
  readonly relaxed: KernelsBuild
}

/** The module's bytes: for a memory that threads share, or for one of its own. One byte is all that differs. */
export function buildBytes(build: KernelsBuild, shared: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(build.bytes.length)
  for (let at = 0; at < bytes.length; at++) bytes[at] = build.bytes.charCodeAt(at)
  if (!shared) bytes[build.sharedFlagOffset] = 1
  return bytes
}
