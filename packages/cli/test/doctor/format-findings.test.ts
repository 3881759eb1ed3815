import { expect, it } from 'vitest'
import { failed, limited, ok } from '../../src/doctor/finding.js'
import { formatFindings } from '../../src/doctor/format-findings.js'
import { speedFinding } from '../../src/doctor/speed-finding.js'

it('should show a line each, and what follows from a shortcoming below it', () => {
  const shortcoming = { found: 'no\u001b[31m', consequence: 'It is slow.', remedy: 'Buy a new one.' }
  expect(formatFindings([ok('node', '24'), limited('threads', shortcoming), failed('simd', shortcoming)]))
    .toMatchInlineSnapshot(`
      "ok  node     24
      --  threads  no\\u001b[31m
                   It is slow.
                   Buy a new one.
      !!  simd     no\\u001b[31m
                   It is slow.
                   Buy a new one.
      "
    `)
})

it('should judge the speed by the best of them', () => {
  const speed = (threads: number, gigaflops: number): Parameters<typeof speedFinding>[0][number] => ({
    threads,
    gigaflops,
    millisecondsPerStep: 12.34,
  })
  expect(speedFinding([speed(1, 20), speed(2, 39.96)])).toEqual({
    name: 'training-speed',
    status: 'ok',
    found: '20.0 GFLOP/s on 1 thread (12.3 ms a step), 40.0 GFLOP/s on 2 threads (12.3 ms a step)',
  })
  expect(speedFinding([speed(1, 1)]).status).toBe('limited')
})
