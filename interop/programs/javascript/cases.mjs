// Takes apart the cases that every runtime is asked, and prints how its answers differ from those that were expected.

/**
 * The cases of a folder: name, shape [batch, time] or [batch], values, `expected` [batch, outputs] as Float32Array.
 *
 * @param {string} index - the text of cases.tsv
 * @param {Int32Array | string[]} values - ids of all cases, or strings
 * @param {ArrayBuffer} expected - expected.bin
 */
export function* readCases(index, values, expected) {
  let [valuesAt, expectedAt] = [0, 0]
  for (const line of index.trimEnd().split('\n').slice(1)) {
    const [name, sizes, outputs] = line.split('\t')
    const shape = sizes.split('x').map(Number)
    const valuesEnd = valuesAt + shape.reduce((product, size) => product * size)
    const answers = shape[0] * Number(outputs)
    yield {
      name,
      shape,
      values: values.slice(valuesAt, valuesEnd),
      expected: new Float32Array(expected, expectedAt * 4, answers),
    }
    valuesAt = valuesEnd
    expectedAt += answers
  }
}

/** The strings of strings.txt: a zero byte ends each. */
export function readStrings(bytes) {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split('\0').slice(0, -1)
}

/** Classifies every case in a session of onnxruntime-node or onnxruntime-web. */
export async function runCases(runtime, session, cases, print) {
  const [input] = session.inputNames
  for (const { name, shape, values, expected } of cases) {
    const type = values instanceof Int32Array ? 'int32' : 'string'
    const { probabilities } = await session.run({ [input]: new runtime.Tensor(type, values, shape) })
    if (probabilities.data.length !== expected.length) {
      throw new Error(`${name}: ${probabilities.data.length} probabilities instead of ${expected.length}`)
    }
    const differences = Array.from(expected, (value, at) => Math.abs(value - probabilities.data[at]))
    // NaN as soon as there is one; JSON writes it as null.
    print(JSON.stringify({ case: name, largest_difference: Math.max(...differences) }))
  }
}
