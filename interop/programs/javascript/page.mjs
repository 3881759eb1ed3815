// Classifies in a page every case of the folder that its address names: ?folder=/cases/small/&values=ids
import { readCases, readStrings, runCases } from './cases.mjs'

/** Shows each line that a program elsewhere would print, and then how it ended. */
export async function runPage(runtime, executionProvider) {
  const print = (line) => show('p', line)
  try {
    const address = new URLSearchParams(location.search)
    const read = async (name) => (await fetch(address.get('folder') + name)).arrayBuffer()
    const model = await read('model.onnx')
    runtime.env.wasm.numThreads = 1
    const start = performance.now()
    const session = await runtime.InferenceSession.create(model, { executionProviders: [executionProvider] })
    print(JSON.stringify({ version: runtime.env.versions.web, load_ms: performance.now() - start }))
    const index = new TextDecoder().decode(await read('cases.tsv'))
    const ofStrings = address.get('values') === 'strings'
    const values = ofStrings ? readStrings(await read('strings.txt')) : new Int32Array(await read('ids.bin'))
    await runCases(runtime, session, readCases(index, values, await read('expected.bin')), print)
    show('output', 'done')
  } catch (error) {
    show('output', String(error))
  }
}

function show(kind, text) {
  const element = document.createElement(kind)
  element.textContent = text
  document.body.append(element)
}
