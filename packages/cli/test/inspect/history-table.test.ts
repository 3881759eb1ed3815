import { expect, it } from 'vitest'
import { historyTable } from '../../src/inspect/history-table.js'

it('should show the last epochs, without columns that none of them has', () => {
  const history = Array.from({ length: 25 }, (_, index) => ({
    epoch: index + 1,
    loss: 0.5,
    accuracy: 0.75,
    seconds: 1.26,
    // Histories of older versions do not have it.
    ...(index > 22 && { learningRate: 0.001 / 3 }),
  }))
  const table = historyTable(history)
  expect(table).toHaveLength(21)
  expect(table[0]).toEqual(['epoch', 'loss', 'accuracy', 'learning rate', 'seconds'])
  expect(table[1]).toEqual(['6', '0.5000', '0.7500', '', '1.3'])
  expect(table[20]).toEqual(['25', '0.5000', '0.7500', '0.0003333', '1.3'])
})
