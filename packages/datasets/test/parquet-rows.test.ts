import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { dataRows } from '../src/data-rows.js'
import { all, failureOf } from './support/failure-of.js'
import { temporaryFolder } from './support/temporary-folder.js'

const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url))
const temporary = temporaryFolder()
/** As reference/parquet/make_files.py has it. */
const text = (row: number): string => `row ${row} größe 😀 \n line`

describe('Parquet files that pyarrow wrote', () => {
  it.each(readdirSync(fixtures))('should be read: %s', async (name) => {
    const rows = await all(dataRows(`${fixtures}${name}`, ['text', 'label', 'weight', 'id', 'huge', 'flag']))
    expect(rows).toEqual(
      Array.from({ length: 10 }, (_, row) => ({
        line: row + 1,
        values: [
          text(row),
          row % 2 === 0 ? 'ham' : 'spam',
          row / 4,
          row,
          String(2n ** 60n + BigInt(row)),
          row % 3 === 0,
        ],
      })),
    )
  })

  it('should give a column asked for twice twice', async () => {
    const [first] = await all(dataRows(`${fixtures}snappy.parquet`, ['label', 'label']))
    expect(first?.values).toEqual(['ham', 'ham'])
  })
})

describe('a Parquet file with something wrong', () => {
  it('should be named when it does not exist', async () => {
    const error = await failureOf(all(dataRows(temporary.path('nowhere.parquet'), ['text'])))
    expect(error).toMatchObject({ code: 'FILE_NOT_FOUND', details: { file: temporary.path('nowhere.parquet') } })
  })

  it('should name the column that is missing and the one that was meant', async () => {
    const { code, details } = await failureOf(all(dataRows(`${fixtures}zstd.parquet`, ['texts'])))
    expect(code).toBe('DATA_COLUMN_MISSING')
    expect(details).toMatchObject({ name: 'texts', hint: "Did you mean 'text'?" })
  })

  it('should name the row of a value that is missing', async () => {
    const { code, details } = await failureOf(all(dataRows(`${fixtures}gzip.parquet`, ['hole'])))
    expect(code).toBe('DATA_MALFORMED')
    expect(details).toMatchObject({ line: 8, name: 'hole', received: 'null' })
  })

  it('should be refused when it is no Parquet, or cut short', async () => {
    const whole = await readFile(`${fixtures}snappy.parquet`)
    const damages = { text: Buffer.from('text,label\na,b\n'), empty: Buffer.of(), cut: whole.subarray(0, -40) }
    for (const [name, bytes] of Object.entries(damages)) {
      const file = await temporary.write(`${name}.parquet`, bytes)
      expect((await failureOf(all(dataRows(file, ['text'])))).code, name).toBe('DATA_MALFORMED')
    }
  })

  it('should never give wrong rows without a word when bytes in the middle are lost', async () => {
    const whole = await readFile(`${fixtures}zstd.parquet`)
    const file = await temporary.write('damaged.parquet', Buffer.from(whole).fill(0, 200, 600))
    expect((await failureOf(all(dataRows(file, ['text'])))).code).toBe('DATA_MALFORMED')
  })
})
