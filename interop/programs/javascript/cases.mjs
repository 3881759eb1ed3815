// Takes apart the cases that every runtime is asked, and prints how its answers differ from those that were expected.

/**
 * The cases of a folder: name, `ids` [batch, time] as Int32Array, `expected` [batch, outputs] as Float32Array.
 *
 * @param {string} index - the text of cases.tsv
 * @param {ArrayBuffer} ids - ids.bin
 * @param {ArrayBuffer} expected - expected.bin
 */
export function* readCases(index, ids, expected) {
  let [idsAt, expectedAt] = [0, 0]
  for (const line of index.trimEnd().split('\n').slice(1)) {
    const [name, ...sizes] = line.split('\t')
    const [batch, time, outputs] = sizes.map(Number)
    yield {
      name,
      batch,
      time,
      ids: new Int32Array(ids, idsAt * 4, batch * time),
      expected: new Float32Array(expected, expectedAt * 4, batch * outputs),
    }
    idsAt += batch * time
    expectedAt += batch * outputs
  }
}

/** Classifies every case in a session of onnxruntime-node or onnxruntime-web. */
export async function runCases(runtime, session, cases, print) {
  for (const { name, batch, time, ids, expected } of cases) {
    const { probabilities } = await session.run({ ids: new runtime.Tensor('int32', ids, [batch, time]) })
    if (probabilities.data.length !== expected.length) {
      throw new Error(`${name}: ${probabilities.data.length} probabilities instead of ${expected.length}`)
    }
    const differences = Array.from(expected, (value, at) => Math.abs(value - probabilities.data[at]))
    // NaN as soon as there is one; JSON writes it as null.
    print(JSON.stringify({ case: name, largest_difference: Math.max(...differences) }))
  }
}
