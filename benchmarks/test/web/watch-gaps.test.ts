import { describe, expect, it } from 'vitest'
import { watchGaps } from '../../src/web/page/watch-gaps.js'

describe('watchGaps', () => {
  it('should notice what holds the thread up', async () => {
    const gaps = watchGaps()
    const end = performance.now() + 60
    while (performance.now() < end);
    expect(gaps.next()).toBeGreaterThanOrEqual(60)
    await gaps.stop()
  })
})
