import { adam, adamRows, AdamSettings, adamTable } from './adam'
import { columnSums } from './dense'
import { gemm, gemmPacked, useScratch } from './gemm'
import { gruBackward, gruForward } from './gru'
import { GruPlan } from './gru-plan'
import { gruPredict } from './gru-predict'
import { packPanels } from './panels'
import { rmsprop, rmspropRows, RmspropSettings, rmspropTable } from './rmsprop'
import { copyRows, gatherRows, scatterAddRows } from './rows'
import { sgd, sgdRows, SgdSettings, sgdTable } from './sgd'

// A phase of a step is a list of tasks that do not depend on each other. Any thread may run any of them: what a task
// computes, and in which order it sums, is fixed by its arguments alone, so results do not depend on who ran what.

/** Bytes of a task: its kind and up to fifteen arguments, 32 bits each. */
export const TASK_BYTES: i32 = 64

export const PACK_PANELS: i32 = 1
export const GATHER_ROWS: i32 = 3
export const GEMM: i32 = 4
export const GEMM_PACKED: i32 = 5
export const GRU_FORWARD: i32 = 6
export const GRU_BACKWARD: i32 = 7
export const SCATTER_ADD_ROWS: i32 = 8
export const COLUMN_SUMS: i32 = 9
export const COPY_ROWS: i32 = 10
export const ADAM: i32 = 11
export const ADAM_ROWS: i32 = 12
export const ADAM_TABLE: i32 = 13
export const SGD: i32 = 14
export const SGD_ROWS: i32 = 15
export const SGD_TABLE: i32 = 16
export const RMSPROP: i32 = 17
export const RMSPROP_ROWS: i32 = 18
export const RMSPROP_TABLE: i32 = 19
export const GRU_PREDICT: i32 = 20

/**
 * What the threads share. `ticket` is the number of the phase (upper half) and of its next task (lower half): a thread
 * takes a task by raising it, which fails when the phase was closed meanwhile, so nobody can take a task of a phase with
 * the list of another.
 */
@unmanaged
class Control {
  ticket: u64
  tasks: usize
  count: i32
  finished: i32
  stop: i32
  pages: i32
}

/** Bytes of the control block. */
export const CONTROL_BYTES: i32 = 64

const PHASE_OFFSET: usize = 4
const TASKS_OFFSET: usize = offsetof<Control>('tasks')
const COUNT_OFFSET: usize = offsetof<Control>('count')
const PAGES_OFFSET: usize = offsetof<Control>('pages')
const FINISHED_OFFSET: usize = offsetof<Control>('finished')

// More than any list has tasks.
const CLOSED: u64 = 0xffffffff

// Looks at a word this often before a thread goes to sleep: about 100 microseconds, which spans what the calling thread does
// alone between two phases.
const SPINS: i32 = 20000

/**
 * Runs a list of tasks with the help of the threads that serve the same control block, and returns when all are done.
 *
 * @param maySleep 0 on a thread that must not block, such as that of a web page
 */
export function runTasks(control: usize, tasks: usize, count: i32, maySleep: i32): void {
  const ended = <u32>(atomic.load<u64>(control) >> 32)
  // Closes the phase that ended before its list is replaced: a thread that is late may hold its last ticket, which must not
  // be exchanged for a task of the new list. All are atomic so that no processor shows them in another order.
  atomic.store<u64>(control, (<u64>ended << 32) | CLOSED)
  atomic.store<u32>(control + TASKS_OFFSET, <u32>tasks)
  atomic.store<i32>(control + COUNT_OFFSET, count)
  atomic.store<i32>(control + PAGES_OFFSET, memory.size())
  atomic.store<i32>(control + FINISHED_OFFSET, 0)
  const phase = ended + 1
  atomic.store<u64>(control, <u64>phase << 32)
  // Nobody has to be woken for a single task.
  if (count > 1) atomic.notify(control + PHASE_OFFSET, count - 1)
  takeTasks(control, phase)
  let spins = SPINS
  let finished = atomic.load<i32>(control + FINISHED_OFFSET)
  while (finished != count) {
    if (spins > 0) spins--
    else if (maySleep) atomic.wait<i32>(control + FINISHED_OFFSET, finished, -1)
    finished = atomic.load<i32>(control + FINISHED_OFFSET)
  }
}

/** Serves a control block until {@link stopThreads}: the life of a thread. */
export function serveTasks(control: usize, scratch: usize): void {
  useScratch(scratch)
  let seen: u32 = 0
  for (;;) {
    const phase = awaitPhase(control, seen)
    if (atomic.load<i32>(control + offsetof<Control>('stop')) != 0) return
    seen = phase
    if (seesMemory(control)) takeTasks(control, phase)
  }
}

/**
 * Whether this thread may reach all that the calling thread reserved. A memory that grows while a thread starts may keep its
 * former size there, in V8 until this thread grows it, too, and a thread that stumbles over its end would take the task
 * with it that the others wait for.
 */
function seesMemory(control: usize): bool {
  const pages = atomic.load<i32>(control + PAGES_OFFSET)
  if (memory.size() < pages) memory.grow(0)
  return memory.size() >= pages
}

function awaitPhase(control: usize, seen: u32): u32 {
  let spins = SPINS
  let phase = atomic.load<u32>(control + PHASE_OFFSET)
  while (phase == seen) {
    if (spins > 0) spins--
    else atomic.wait<i32>(control + PHASE_OFFSET, <i32>seen, -1)
    phase = atomic.load<u32>(control + PHASE_OFFSET)
  }
  return phase
}

/** Makes {@link serveTasks} return on every thread. */
export function stopThreads(control: usize): void {
  atomic.store<i32>(control + offsetof<Control>('stop'), 1)
  const phase = (atomic.load<u64>(control) >> 32) + 1
  atomic.store<i32>(control + COUNT_OFFSET, 0)
  atomic.store<u64>(control, phase << 32)
  atomic.notify(control + PHASE_OFFSET, -1)
}

function takeTasks(control: usize, phase: u32): void {
  for (;;) {
    const ticket = atomic.load<u64>(control)
    if (<u32>(ticket >> 32) != phase) return
    const index = <u32>ticket
    const tasks = <usize>atomic.load<u32>(control + TASKS_OFFSET)
    const count = atomic.load<i32>(control + COUNT_OFFSET)
    if (index >= <u32>count) return
    if (atomic.cmpxchg<u64>(control, ticket, ticket + 1) != ticket) continue
    runTask(tasks + <usize>(index * TASK_BYTES))
    const finished = atomic.add<i32>(control + FINISHED_OFFSET, 1) + 1
    if (finished == count) atomic.notify(control + FINISHED_OFFSET, 1)
  }
}

@inline
function argument(task: usize, index: usize): i32 {
  return load<i32>(task + (index + 1) * 4)
}

function runTask(task: usize): void {
  const a = argument(task, 0)
  const b = argument(task, 1)
  const c = argument(task, 2)
  const d = argument(task, 3)
  const e = argument(task, 4)
  const f = argument(task, 5)
  const g = argument(task, 6)
  const h = argument(task, 7)
  const i = argument(task, 8)
  const j = argument(task, 9)
  switch (load<i32>(task)) {
    case PACK_PANELS:
      packPanels(a, b, c, d, e, f, g, h)
      break
    case GATHER_ROWS:
      gatherRows(a, b, c, d, e, f, g)
      break
    case GEMM_PACKED:
      gemmPacked(a, b, c, d, e, f, g, h, i, j != 0)
      break
    case GRU_PREDICT:
      gruPredict(changetype<GruPlan>(<usize>a), b, c)
      break
    default:
      if (TRAINING) runTrainingTask(task)
      else unreachable()
  }
}

/** Tasks that the builds for prediction have not. */
function runTrainingTask(task: usize): void {
  const a = argument(task, 0)
  const b = argument(task, 1)
  const c = argument(task, 2)
  const d = argument(task, 3)
  const e = argument(task, 4)
  const f = argument(task, 5)
  const g = argument(task, 6)
  const h = argument(task, 7)
  const i = argument(task, 8)
  const j = argument(task, 9)
  const k = argument(task, 10)
  switch (load<i32>(task)) {
    case GEMM:
      gemm(a, b, c, d, e, f, g, h, i, j, k != 0)
      break
    case GRU_FORWARD:
      gruForward(changetype<GruPlan>(<usize>a), b, c)
      break
    case GRU_BACKWARD:
      gruBackward(changetype<GruPlan>(<usize>a), b, c)
      break
    case SCATTER_ADD_ROWS:
      scatterAddRows(a, b, c, d, e, f, g, h)
      break
    case COLUMN_SUMS:
      columnSums(a, b, c, d, e)
      break
    case COPY_ROWS:
      copyRows(a, b, c, d, e, f)
      break
    case ADAM:
      adam(changetype<AdamSettings>(<usize>a), b, c, d, e, f, g)
      break
    case ADAM_ROWS:
      adamRows(changetype<AdamSettings>(<usize>a), b, c, d, e, f, g, h, i, j)
      break
    case ADAM_TABLE:
      adamTable(changetype<AdamSettings>(<usize>a), b, c, d, e, f, g, h, i, j, k)
      break
    case SGD:
      sgd(changetype<SgdSettings>(<usize>a), b, c, d, e, f, g)
      break
    case SGD_ROWS:
      sgdRows(changetype<SgdSettings>(<usize>a), b, c, d, e, f, g, h, i, j)
      break
    case SGD_TABLE:
      sgdTable(changetype<SgdSettings>(<usize>a), b, c, d, e, f, g, h, i, j, k)
      break
    case RMSPROP:
      rmsprop(changetype<RmspropSettings>(<usize>a), b, c, d, e, f, g)
      break
    case RMSPROP_ROWS:
      rmspropRows(changetype<RmspropSettings>(<usize>a), b, c, d, e, f, g, h, i, j)
      break
    case RMSPROP_TABLE:
      rmspropTable(changetype<RmspropSettings>(<usize>a), b, c, d, e, f, g, h, i, j, k)
      break
    default:
      unreachable()
  }
}
