import { zoomIdentity } from 'd3-zoom'
import { describe, expect, it } from 'vitest'
import { chooseLabels } from '../../explorer/map/choose-labels.ts'
import { wordFinder } from '../../explorer/map/find-words.ts'
import { fitPoints, placeAfterResize } from '../../explorer/map/fit-points.ts'
import { mapAction } from '../../explorer/map/map-keys.ts'

const size = { width: 400, height: 200 }

describe('fitPoints', () => {
  it('should show all points, up being up and a unit as long across as up', () => {
    const [leftX, leftY, rightX, rightY, topX, topY] = fitPoints(Float32Array.of(-1, 0, 3, 0, 1, 2), size).points
    expect(rightX! - leftX!).toBeCloseTo(2 * (leftY! - topY!), 4)
    expect(leftY).toBe(rightY)
    expect([(leftX! + rightX!) / 2, topX]).toEqual([200, 200])
    expect(Math.min(leftX!, topY!)).toBeGreaterThan(30)
    expect(Math.max(rightX! - size.width, leftY! - size.height)).toBeLessThan(-30)
  })

  it('should put a single point into the middle', () => {
    expect([...fitPoints(Float32Array.of(7, 8), size).points]).toEqual([200, 100])
  })
})

describe('placeAfterResize', () => {
  it('should follow a point to where it is on a canvas of another size', () => {
    const positions = Float32Array.of(-1, 0, 3, 0, 1, 2)
    const other = { width: 300, height: 500 }
    const [before, after] = [fitPoints(positions, size), fitPoints(positions, other)]
    const [x, y] = placeAfterResize(
      [before.points[2]!, before.points[3]!],
      { ...size, ...before },
      { ...other, ...after },
    )
    expect(x).toBeCloseTo(after.points[2]!, 3)
    expect(y).toBeCloseTo(after.points[3]!, 3)
  })
})

describe('wordFinder', () => {
  const finder = wordFinder(Float32Array.of(10, 10, 100, 100, 390, 190))

  it('should find the word at a place, within so many pixels of the screen', () => {
    expect(finder.at(103, 104, zoomIdentity, 6)).toBe(1)
    expect(finder.at(107, 104, zoomIdentity, 6)).toBeUndefined()
    // Moved and four times as near: the second word is at 420, 410.
    const near = zoomIdentity.translate(20, 10).scale(4)
    expect(finder.at(424, 410, near, 6)).toBe(1)
    expect(finder.at(428, 410, near, 6)).toBeUndefined()
  })

  it('should tell the words in view, those in the middle first', () => {
    expect(finder.visible(zoomIdentity, size)).toEqual([1, 0, 2])
    expect(finder.visible(zoomIdentity.translate(-300, -300).scale(4), size)).toEqual([1])
  })
})

describe('chooseLabels', () => {
  const places = [
    [0, 0],
    [10, 5],
    [0, 20],
    [200, 0],
  ] as const
  const choice = {
    textOf: (word: number) => 'abcd'[word]!,
    placeOf: (word: number) => places[word]!,
    widthOf: () => 50,
    height: 15,
    most: 10,
  }

  it('should write no word over another one, those that come first having their place', () => {
    expect(chooseLabels({ ...choice, order: [0, 1, 2, 3] }).map(({ text }) => text)).toEqual(['a', 'c', 'd'])
    expect(chooseLabels({ ...choice, order: [1, 0, 2, 3] }).map(({ text }) => text)).toEqual(['b', 'c', 'd'])
  })

  it('should write no more words than wanted', () => {
    expect(chooseLabels({ ...choice, order: [0, 1, 2, 3], most: 2 }).map(({ word }) => word)).toEqual([0, 2])
  })
})

describe('mapAction', () => {
  const press = (key: string, held = {}) => mapAction({ key, ctrlKey: false, metaKey: false, altKey: false, ...held })

  it('should move what is seen against the arrow, and zoom', () => {
    expect(press('ArrowRight')).toMatchObject({ kind: 'pan', y: 0 })
    expect(press('ArrowRight')).toSatisfy(({ x }: { x: number }) => x < 0)
    expect(press('+')).toSatisfy(({ factor }: { factor: number }) => factor > 1)
    expect(press('-')).toSatisfy(({ factor }: { factor: number }) => factor < 1)
  })

  it('should leave Tab and what is pressed with Control to the browser', () => {
    expect(press('Tab')).toBeUndefined()
    expect(press('+', { ctrlKey: true })).toBeUndefined()
  })
})
