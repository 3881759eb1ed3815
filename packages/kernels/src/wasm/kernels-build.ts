/** One build of the kernels. */
export interface KernelsBuild {
  /** The module. It imports a shared memory. */
  readonly base64: string
  /** Offset of the byte that says so: 3 is shared, 1 is not. */
  readonly sharedFlagOffset: number
}
