import { paddingId } from '@wordloom/core'
import type { TrainedModel } from '@wordloom/core'
import { bytesOf, initializerOf, tensorType } from '../format/initializer.js'
import type { Initializer } from '../format/initializer.js'
import { intAttribute } from '../format/node.js'
import type { GraphBuilder } from './graph-builder.js'
import { storeMatrix, toHalf, type Matrix, type Precision, type StoredValues } from './precision.js'
import { castToFloat } from './stored-constant.js'

const name = 'embedding/embeddings'

/**
 * Looks the rows of the ids up: float `[batch, time, dimension + 1]`, the last column 1 on padding and 0 elsewhere. Only
 * rows that are looked up become float32, so the table stays small in memory as well.
 */
export function addEmbedding(builder: GraphBuilder, model: TrainedModel, ids: string, precision: Precision): string {
  const rows = model.vocabulary.size
  const { values, scales } = storeMatrix(tableOf(model), precision)
  const gather = (source: string, output: string): string =>
    builder.add('Gather', [source, ids], output, [intAttribute('axis', 0)])
  if (values instanceof Float32Array) return gather(builder.constant(widened(name, rows, values)), 'embedded')
  if (scales === undefined) {
    const table = builder.constant(widened(`${name}/float16`, rows, values))
    return castToFloat(builder, gather(table, 'embedded_float16'), 'embedded')
  }
  const table = builder.constant(widened(`${name}/int8`, rows, values))
  // The mark of padding stands in a row of its own, so its scale is free: 1 keeps it exact.
  const rowScales = scales.slice().fill(1, paddingId, paddingId + 1)
  const scale = builder.constant(initializerOf(`${name}/scale`, [rows, 1], rowScales))
  const unscaled = castToFloat(builder, gather(table, 'embedded_int8'), 'embedded_unscaled')
  return builder.add('Mul', [unscaled, gather(scale, 'embedded_scale')], 'embedded')
}

/** The table, `[rows, dimension]`. */
export function tableOf({ spec, weights }: TrainedModel): Matrix {
  return { name, data: weights.get(name)!.data, columns: spec.embedding.dimension, scaled: 'rows' }
}

/**
 * `[rows, dimension + 1]`: the table with a column that marks padding. The other values of the padding row become 0,
 * whatever stands there: a trainer never reads it.
 */
function widened(tensorName: string, rows: number, values: StoredValues): Initializer {
  const dimension = values.length / rows
  const bytes = bytesOf(values)
  const rowBytes = dimension * values.BYTES_PER_ELEMENT
  const widerRowBytes = rowBytes + values.BYTES_PER_ELEMENT
  return {
    name: tensorName,
    type: tensorType(values),
    shape: [rows, dimension + 1],
    byteLength: rows * widerRowBytes,
    write(target) {
      target.fill(0)
      for (let id = 0; id < rows; id++) {
        if (id === paddingId) continue
        target.set(bytes.subarray(id * rowBytes, (id + 1) * rowBytes), id * widerRowBytes)
      }
      target.set(bytesOf(oneLike(values)), paddingId * widerRowBytes + rowBytes)
    },
  }
}

function oneLike(values: StoredValues): StoredValues {
  if (values instanceof Float32Array) return Float32Array.of(1)
  return values instanceof Int8Array ? Int8Array.of(1) : toHalf(Float32Array.of(1))
}
