import { randomBytes } from 'node:crypto'
import { open, rename, rm, stat, utimes } from 'node:fs/promises'
import { throwIfAborted } from '../download/retry.js'

/** How often the owner of a lock shows that it is alive. */
const heartbeatMilliseconds = 2_000
/** A lock that has shown no life for so long belongs to a process that is gone. */
const deadAfterMilliseconds = 15_000
const pollMilliseconds = 200

/**
 * Does work that no other process does at the same time, as far as all of them use this lock.
 *
 * @param isDone - asked while another process works; when it says yes, there is nothing left to do.
 * @returns what the work gave, or nothing if another process did it.
 */
export async function withLock<Result>(
  path: string,
  signal: AbortSignal | undefined,
  isDone: () => Promise<boolean>,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  while (!(await take(path))) {
    throwIfAborted(signal)
    if (await isDone()) return undefined
    await removeIfDead(path)
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds))
  }
  const heartbeat = setInterval(() => {
    const now = new Date()
    void utimes(path, now, now).catch(() => undefined)
  }, heartbeatMilliseconds)
  heartbeat.unref()
  try {
    return (await isDone()) ? undefined : await work()
  } finally {
    clearInterval(heartbeat)
    await rm(path, { force: true })
  }
}

async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx')
    await file.writeFile(`${process.pid}\n`)
    await file.close()
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Only one of those who find a lock dead can rename it away. */
async function removeIfDead(path: string): Promise<void> {
  try {
    const { mtimeMs } = await stat(path)
    if (Date.now() - mtimeMs < deadAfterMilliseconds) return
    const away = `${path}.${randomBytes(6).toString('hex')}`
    await rename(path, away)
    await rm(away, { force: true })
  } catch {
    // Somebody else was faster.
  }
}
