/** A table of text as it was read from a file, perhaps only its first part. */
export interface Table {
  /** Name of the file, for people. */
  readonly name: string
  readonly columns: readonly string[]
  /** Fields in the order of the columns. */
  readonly rows: readonly (readonly string[])[]
  /** Present when the file goes on behind the last row. */
  readonly cutAt?: { readonly rows: number } | { readonly bytes: number }
}
