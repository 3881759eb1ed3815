import { describe, expect, it } from 'vitest'
import { byNode, describeTarget, reaches } from '../../src/runner/target.js'

describe('targets', () => {
  it('should include their bound', () => {
    expect([reaches({ atLeast: 2 }, 2), reaches({ atLeast: 2 }, 1.99)]).toEqual([true, false])
    expect([reaches({ atMost: 15 }, 15), reaches({ atMost: 15 }, 15.1)]).toEqual([true, false])
    expect([describeTarget({ atLeast: 2 }), describeTarget({ atMost: 15 })]).toEqual(['≥ 2', '≤ 15'])
  })

  it('should be the higher ones from Node 24 on', () => {
    expect(byNode(2.5, 1.3, '24.0.1')).toEqual({ atLeast: 2.5 })
    expect(byNode(2.5, 1.3, '22.19.0')).toEqual({ atLeast: 1.3 })
  })
})
