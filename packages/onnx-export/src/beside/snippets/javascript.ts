import { flatLiterals, shapeLiterals, type Snippet } from './snippet.js'

export const javascript: Snippet = {
  language: 'JavaScript',
  tag: 'js',
  needs: () => '`npm install onnxruntime-node`, or onnxruntime-web in a browser',
  program(facts) {
    const { fileName, input } = facts
    const values = flatLiterals(facts)
    const tensor = input === 'ids' ? `'int32', Int32Array.of(${values})` : `'string', [${values}]`
    return `import { InferenceSession, Tensor } from 'onnxruntime-node'

const session = await InferenceSession.create(${JSON.stringify(`./${fileName}`)}, { intraOpNumThreads: 1 })
const ${input} = new Tensor(${tensor}, [${shapeLiterals(facts)}])
const { probabilities } = await session.run({ ${input} })
console.log(probabilities.dims, probabilities.data)
`
  },
}
