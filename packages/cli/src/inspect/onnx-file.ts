import { nodeFiles } from '@wordloom/node-files'
import type { OnnxValue } from '@wordloom/onnx-export'
import { formatCount } from '../output/table.js'
import { formatShape, type Description } from './description.js'

/** Reads what an ONNX file says about itself; nothing is run. Throws `ONNX_MALFORMED`. */
export async function describeOnnx(path: string): Promise<Description> {
  const { inspectOnnx } = await import('@wordloom/onnx-export')
  const summary = inspectOnnx(await nodeFiles().readFile(path))
  const operators = Object.entries(summary.operators).map(([type, count]) =>
    count === 1 ? type : `${type} × ${count}`,
  )
  return {
    json: { kind: 'onnx', path, ...summary },
    tables: [
      [
        ['ONNX file', path],
        ['bytes', formatCount(summary.bytes)],
        ['format version', String(summary.irVersion)],
        ['operator set', String(summary.opset)],
        ['written by', `${summary.producer.name} ${summary.producer.version}`.trim()],
        ...summary.inputs.map((value) => ['input', formatValue(value)]),
        ...summary.outputs.map((value) => ['output', formatValue(value)]),
        ['operators', operators.join(', ')],
        ...Object.entries(summary.metadata),
      ],
      summary.initializers.map(({ name, type, shape }) => [name, type, formatShape(shape)]),
    ],
  }
}

function formatValue({ name, type, shape }: OnnxValue): string {
  return `${name}: ${type} ${formatShape(shape)}`
}
