import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { CommandIo } from '../../src/io.js'
import { createByteProgress, formatBytes, formatSeconds } from '../../src/output/byte-progress.js'

function terminal(isTTY: boolean): { readonly io: CommandIo; shown(): string } {
  const stderr = Object.assign(new PassThrough(), { isTTY, columns: 120, cursorTo: () => true, clearLine: () => true })
  const io = { stderr } as unknown as CommandIo
  return { io, shown: () => String(stderr.read() ?? '') }
}

describe('createByteProgress', () => {
  it('should write a line every ten seconds where there is no terminal', async () => {
    const { io, shown } = terminal(false)
    let time = 0
    const progress = await createByteProgress(io, {}, 'reading a.txt', () => time)
    for (; time <= 25_000; time += 1000) progress.show({ done: time * 1000, total: 100_000_000 })
    progress.stop()
    expect(shown()).toBe(
      'reading a.txt: 10.0 MB of 100 MB, 1.00 MB/s, 1 min 30 s left\n' +
        'reading a.txt: 20.0 MB of 100 MB, 1.00 MB/s, 1 min 20 s left\n',
    )
  })

  it('should not count what was there before as speed', async () => {
    const { io, shown } = terminal(false)
    let time = 0
    const progress = await createByteProgress(io, {}, 'reading a.txt', () => time)
    progress.show({ done: 50_000_000, total: 100_000_000 })
    time = 10_000
    progress.show({ done: 60_000_000, total: 100_000_000 })
    expect(shown()).toContain('1.00 MB/s, 40 s left')
  })

  it('should draw a bar on a terminal, and nothing after it was stopped', async () => {
    const { io, shown } = terminal(true)
    const progress = await createByteProgress(io, {}, 'reading a.txt')
    progress.show({ done: 5_000_000, total: 10_000_000 })
    expect(shown()).toMatch(/reading a\.txt \[=+-+\] 5\.00 MB of 10\.0 MB/)
    progress.stop()
    shown()
    progress.show({ done: 6_000_000, total: 10_000_000 })
    expect(shown()).toBe('')
  })

  it('should not let the name of a file draw the bar or write to the terminal', async () => {
    const { io, shown } = terminal(true)
    const progress = await createByteProgress(io, {}, 'reading {bar}\u001b[2J.txt')
    progress.show({ done: 0, total: 10 })
    const text = shown()
    progress.stop()
    expect(text).toContain('reading {bar}\\u001b[2J.txt [-')
    expect(text).not.toContain('\u001b[2J')
  })

  it('should say how much is done when nobody knows of how much', async () => {
    const { io, shown } = terminal(true)
    const progress = await createByteProgress(io, {}, 'reading a.gz')
    progress.show({ done: 5_000_000 })
    expect(shown()).toMatch(/\[-+\] 5\.00 MB/)
    progress.stop()
  })

  it('should be quiet when asked', async () => {
    const { io, shown } = terminal(true)
    const progress = await createByteProgress(io, { quiet: true }, 'reading a.txt')
    progress.show({ done: 1, total: 2 })
    progress.stop()
    expect(shown()).toBe('')
  })
})

it('should write bytes to three digits', () => {
  const written = [0, 999, 1000, 9_994, 9_995, 99_949, 99_950, 999_499, 999_500, 171_350_079, 2_176_768_927].map(
    formatBytes,
  )
  expect(written.join(', ')).toBe(
    '0 B, 999 B, 1.00 kB, 9.99 kB, 10.0 kB, 99.9 kB, 100 kB, 999 kB, 1.00 MB, 171 MB, 2.18 GB',
  )
})

it('should write times as people say them', () => {
  expect([0.2, 59, 59.5, 200, 7_500].map(formatSeconds)).toEqual([
    '1 s',
    '59 s',
    '1 min 0 s',
    '3 min 20 s',
    '2 h 5 min',
  ])
})
