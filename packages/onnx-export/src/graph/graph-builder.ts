import type { Attribute, Node } from '../format/node.js'
import { intAttribute, intsAttribute } from '../format/node.js'
import { initializerOf } from '../format/initializer.js'
import type { Initializer } from '../format/initializer.js'

/** From this operator set on, reductions take their axes as an input instead of an attribute. */
const axesAreInputs = 18

/** Collects the nodes and constants of a graph. What adds something gives the name of the value that comes of it. */
export interface GraphBuilder {
  /** Version of ONNX' own operators that the graph is written for. */
  readonly opset: number
  readonly nodes: readonly Node[]
  readonly initializers: readonly Initializer[]
  /** A node with one output, and its name. */
  add(operator: string, inputs: readonly string[], output: string, attributes?: readonly Attribute[]): string
  /** A node with anything else. */
  addNode(node: Node): void
  constant(initializer: Initializer): string
  /** The same name twice is the same constant. */
  int64(name: string, values: readonly number[]): string
  int32(name: string, values: readonly number[]): string
  /** An int64 without axes. */
  scalar(name: string, value: number): string
  /** `ReduceMean` or `ReduceMax` over one axis, which disappears. */
  reduce(operator: 'ReduceMean' | 'ReduceMax', input: string, axis: number, output: string): string
}

export function createGraphBuilder(opset: number): GraphBuilder {
  const nodes: Node[] = []
  const initializers = new Map<string, Initializer>()
  const builder: GraphBuilder = {
    opset,
    nodes,
    get initializers() {
      return [...initializers.values()]
    },
    add(operator, inputs, output, attributes = []) {
      nodes.push({ opType: operator, name: output, input: [...inputs], output: [output], attribute: [...attributes] })
      return output
    },
    addNode(node) {
      nodes.push(node)
    },
    constant(initializer) {
      initializers.set(initializer.name, initializer)
      return initializer.name
    },
    int64: (name, values) => builder.constant(initializerOf(name, [values.length], BigInt64Array.from(values, BigInt))),
    int32: (name, values) => builder.constant(initializerOf(name, [values.length], Int32Array.from(values))),
    scalar: (name, value) => builder.constant(initializerOf(name, [], BigInt64Array.of(BigInt(value)))),
    reduce(operator, input, axis, output) {
      const keepdims = intAttribute('keepdims', 0)
      return opset >= axesAreInputs
        ? builder.add(operator, [input, builder.int64(`axis_${axis}`, [axis])], output, [keepdims])
        : builder.add(operator, [input], output, [intsAttribute('axes', [axis]), keepdims])
    },
  }
  return builder
}
