import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { TfjsNodePlaces } from './find-tfjs-node.js'
import { writeFailure } from './failures.js'

/** What was built: files and folders beside the package, on the same disk. */
export interface BuiltParts {
  readonly addon: string
  readonly libraries: string
}

/**
 * Moves a build into the package. The addon comes last and leaves first: it is never seen without its libraries. What was
 * there before is moved back when a step fails, or the proof.
 *
 * @param aside - an empty folder that what is replaced is moved to.
 * @param prove - rejects when what is in place does not work.
 * @throws WordloomError `FILE_WRITE_FAILED`, and what `prove` throws.
 */
export async function putInPlace<Proof>(
  built: BuiltParts,
  places: TfjsNodePlaces,
  aside: string,
  prove: () => Promise<Proof>,
): Promise<Proof> {
  const undo: (() => Promise<unknown>)[] = []
  const move = async (from: string, to: string, isOptional: boolean): Promise<void> => {
    try {
      await rename(from, to)
      undo.unshift(() => rename(to, from))
    } catch (cause) {
      const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
      if (!isOptional || !isMissing) throw writeFailure(to, cause)
    }
  }
  try {
    await mkdir(dirname(places.addon), { recursive: true })
    await mkdir(dirname(places.libraries), { recursive: true })
    await move(places.addon, join(aside, 'addon'), true)
    await move(places.libraries, join(aside, 'libraries'), true)
    await move(built.libraries, places.libraries, false)
    await move(built.addon, places.addon, false)
    return await prove()
  } catch (error) {
    for (const step of undo) await step()
    throw writeFailure(places.folder, error)
  }
}
