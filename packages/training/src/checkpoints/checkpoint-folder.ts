import {
  isWordloomError,
  WordloomError,
  type CheckpointOptions,
  type FileStore,
  type ListableFileStore,
  type ResumePoint,
} from '@wordloom/core'
import { assertWholeNumber } from '../trainer/whole-number.js'
import { decodeCheckpoint, encodeCheckpoint, type CheckpointContent } from './checkpoint-files.js'

/** The checkpoints of one training. */
export interface CheckpointFolder {
  readonly everySteps: number | undefined
  /**
   * The newest checkpoint that is whole; nothing when there is none or none is wanted.
   *
   * @throws WordloomError `CHECKPOINT_DAMAGED` when there are some and none is whole.
   */
  newest(): Promise<{ readonly content: CheckpointContent; readonly point: ResumePoint } | undefined>
  /** Writes one, and removes older ones beyond those to keep once it is whole. Gives its path. */
  save(content: CheckpointContent): Promise<string>
}

const namePattern = /^step-(\d{12,})$/
const stepDigits = 12

/**
 * Opens a folder for the checkpoints of a training, one a folder: `step-000000001200`.
 *
 * @throws WordloomError `RUNTIME_UNSUPPORTED` without a store that lists and removes, `INVALID_ARGUMENT`, `FILE_EXISTS`
 * when the folder holds checkpoints and none was asked for, and what the store throws.
 */
export async function openCheckpoints(
  options: CheckpointOptions,
  files: FileStore | undefined,
): Promise<CheckpointFolder> {
  const { path, everySteps, keep = 2, resume = false } = options
  if (typeof path !== 'string' || path === '') {
    throw new WordloomError('INVALID_ARGUMENT', 'Checkpoints need a folder', {
      name: 'checkpoints.path',
      expected: 'the path of a folder',
      received: JSON.stringify(path) ?? 'undefined',
    })
  }
  if (everySteps !== undefined) assertWholeNumber('checkpoints.everySteps', everySteps, 1)
  assertWholeNumber('checkpoints.keep', keep, 1)
  const store = listable(files)
  const pathOf = (name: string): string => `${path}/${name}`
  const names = (await checkpointNames(store, path)).reverse()
  if (!resume && names.length > 0) {
    throw new WordloomError('FILE_EXISTS', 'The folder holds checkpoints of another training', {
      file: pathOf(names[0]!),
      hint: 'Go on from them (`checkpoints.resume`; `--resume` on the command line), or choose another folder.',
    })
  }
  return {
    everySteps,
    async newest() {
      const damaged: { path: string; reason: string }[] = []
      for (const name of names) {
        try {
          const content = decodeCheckpoint(await store.readFolder(pathOf(name)), pathOf(name))
          const { epoch, step } = content.state.current
          return { content, point: { path: pathOf(name), epoch, step, damaged } }
        } catch (error) {
          if (!isWordloomError(error) || !isDamage(error.code)) throw error
          damaged.push({ path: pathOf(name), reason: error.message })
        }
      }
      if (damaged.length === 0) return undefined
      throw new WordloomError('CHECKPOINT_DAMAGED', 'None of the checkpoints can be read', {
        file: path,
        received: damaged.map(({ reason }) => reason).join(' '),
        hint: 'Remove the folder to start anew.',
      })
    },
    async save(content) {
      const name = `step-${String(content.steps).padStart(stepDigits, '0')}`
      // What a training that was killed left under this name is one step on the same way, or damaged.
      await store.writeFolder(pathOf(name), encodeCheckpoint(content), { overwrite: true })
      for (const old of superfluous(await checkpointNames(store, path), name, keep)) await store.remove(pathOf(old))
      return pathOf(name)
    },
  }
}

/** Those before the newest `keep`, and any behind the newest: those could not be read, or this training would not be here. */
function superfluous(names: readonly string[], newest: string, keep: number): string[] {
  const place = names.indexOf(newest)
  return names.filter((_, index) => index > place || index <= place - keep)
}

/** Oldest first. */
async function checkpointNames(store: ListableFileStore, path: string): Promise<string[]> {
  const stepOf = (name: string): number => Number(namePattern.exec(name)![1])
  return (await store.list(path)).filter((name) => namePattern.test(name)).sort((a, b) => stepOf(a) - stepOf(b))
}

/** The store cannot tell a damaged disk from a damaged file: both are passed over. */
function isDamage(code: string): boolean {
  return ['CHECKPOINT_DAMAGED', 'SAFETENSORS_MALFORMED', 'TENSOR_SHAPE', 'FILE_NOT_FOUND', 'FILE_READ_FAILED'].includes(
    code,
  )
}

function listable(files: FileStore | undefined): ListableFileStore {
  if (files !== undefined && 'list' in files && 'remove' in files) return files as ListableFileStore
  throw new WordloomError('RUNTIME_UNSUPPORTED', 'This trainer cannot keep checkpoints', {
    name: 'checkpoints',
    hint: 'It needs a file store that lists and removes, as nodeTrainer() of @wordloom/trainer-node has.',
  })
}
