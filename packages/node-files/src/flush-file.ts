import { fsync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'

const flushDescriptor = promisify(fsync)

/**
 * Flushes what was written to a file to the disk.
 *
 * By its descriptor and not by its `sync`: Yarn Plug'n'Play puts file handles of its own in the place of Node's, and those
 * cannot flush.
 *
 * @throws the system's error where it cannot be flushed.
 */
export async function flushFile(file: FileHandle): Promise<void> {
  await flushDescriptor(file.fd)
}
