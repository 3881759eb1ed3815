import { rowLiterals, type Snippet } from './snippet.js'

export const python: Snippet = {
  language: 'Python',
  tag: 'python',
  needs: () => '`pip install onnxruntime numpy`',
  program({ fileName, input, rows }) {
    const values = rows.map((row) => (input === 'text' ? rowLiterals(row) : `[${rowLiterals(row)}]`)).join(', ')
    const type = input === 'ids' ? 'np.int32' : 'object'
    return `import numpy as np
import onnxruntime

session = onnxruntime.InferenceSession(${JSON.stringify(fileName)})
${input} = np.array([${values}], dtype=${type})
(probabilities,) = session.run(["probabilities"], {"${input}": ${input}})
print(probabilities)
`
  },
}
