import { expect, it } from 'vitest'
import { createPause } from '../../src/loop/pause.js'
import { failureOf } from '../support/toy-data.js'

it('should let the event loop turn when it is time, and not before', async () => {
  let turned = false
  setTimeout(() => (turned = true), 0)
  const seldom = createPause(undefined, Infinity)
  for (let i = 0; i < 1000; i++) await seldom()
  expect(turned).toBe(false)
  await createPause(undefined, 0)()
  expect(turned).toBe(true)
})

it('should throw once the signal is aborted, also while it waits', async () => {
  const controller = new AbortController()
  const pause = createPause(controller.signal, 0)
  await pause()
  setTimeout(() => controller.abort('enough'), 0)
  const error = await failureOf(async () => {
    for (;;) await pause()
  })
  expect(error.code).toBe('ABORTED')
  expect(error.cause).toBe('enough')
})
