/** A stream that texts are written to: `process.stdout`, `process.stderr`, or a stand-in. */
export type OutputStream = NodeJS.WritableStream & {
  /** Whether it is a terminal. */
  readonly isTTY?: boolean
}

/** What a command touches besides files, so that a program or a test can run it without a process of its own. */
export interface CommandIo {
  /** Bytes of standard input; `isTTY` when a person types them. */
  readonly stdin: AsyncIterable<Uint8Array> & {
    /** Whether somebody types. */
    readonly isTTY?: boolean
  }
  /** Results, and nothing else. */
  readonly stdout: OutputStream
  /** Progress, notes and errors. */
  readonly stderr: OutputStream
  /** Variables of the environment by name. */
  readonly env: Readonly<Record<string, string | undefined>>
  /**
   * Takes over the first Ctrl-C. While nobody listens an interrupt ends the process; so does a second one.
   * @returns a function that stops listening.
   */
  onInterrupt(listener: () => void): () => void
}

/** Writes a text and waits while the stream is full. */
export async function write(stream: OutputStream, text: string): Promise<void> {
  if (stream.write(text)) return
  await new Promise<void>((resolve, reject) => {
    const settle = (finish: () => void) => (): void => {
      stream.off('drain', drained)
      stream.off('error', failed)
      finish()
    }
    const drained = settle(resolve)
    const failed = (error: Error): void => settle(() => reject(error))()
    stream.once('drain', drained)
    stream.once('error', failed)
  })
}
