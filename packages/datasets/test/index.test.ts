import { expect, it } from 'vitest'
import * as datasets from '../src/index.js'

it('should export what the README lists, and nothing else', () => {
  expect(Object.keys(datasets).sort()).toEqual([
    'assertKnownLabels',
    'assertSeveralLabels',
    'checkedUtf8',
    'closestName',
    'dataFormatOf',
    'dataFormats',
    'dataRows',
    'fileDataset',
    'readError',
    'readInputFile',
    'readLabeledRows',
    'readTextGroups',
    'textLineGroups',
  ])
})
