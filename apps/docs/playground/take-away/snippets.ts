/** A program that uses what was downloaded. */
export interface Snippet {
  readonly title: string
  /** Command line that comes first. */
  readonly needs: string
  readonly code: string
}

/** Names of the files that the page downloads. */
export const downloads: { readonly folder: string; readonly onnx: string; readonly vocabulary: string } = {
  folder: 'wordloom-model.zip',
  onnx: 'model.onnx',
  vocabulary: 'vocabulary.txt',
}

const port = 8080

/** Programs in Node and Python, and a service that curl asks, each with a text of the reader's own. */
export function snippets(text: string, labels: readonly string[], maxLength: number): readonly Snippet[] {
  const quoted = JSON.stringify(text)
  return [
    { title: 'Node', needs: 'npm install @wordloom/trainer-node', code: nodeProgram(quoted) },
    { title: 'Python', needs: 'pip install onnxruntime numpy', code: pythonProgram(quoted, labels, maxLength) },
    { title: 'curl', needs: 'npm install @wordloom/trainer-node', code: curlProgram(text) },
    { title: 'Command line', needs: 'npm install --global @wordloom/cli', code: commandLine(text) },
  ]
}

function nodeProgram(text: string): string {
  return `import { loadClassifier } from '@wordloom/trainer-node'

const classifier = await loadClassifier('${downloads.folder}')
const [prediction] = await classifier.predict([${text}])
console.log(prediction.label, prediction.probability)
classifier.dispose()
`
}

function pythonProgram(text: string, labels: readonly string[], maxLength: number): string {
  // One column is the probability of the second of two labels.
  const answer =
    labels.length === 2
      ? 'print({labels[0]: 1 - float(row[0]), labels[1]: float(row[0])})'
      : 'print({label: float(value) for label, value in zip(labels, row)})'
  return `import string
import numpy as np
import onnxruntime

# ${downloads.vocabulary} is in ${downloads.folder}; the number of a line is the id of its word
with open("${downloads.vocabulary}", encoding="utf-8", newline="\\n") as file:
    vocabulary = {word: id for id, word in enumerate(file.read().split("\\n"))}
text = ${text}
labels = ${JSON.stringify(labels)}
words = text.lower().translate(str.maketrans("", "", string.punctuation)).split()[:${maxLength}]
ids = np.array([[vocabulary.get(word, 1) for word in words]], dtype=np.int32)
session = onnxruntime.InferenceSession("${downloads.onnx}")
row = session.run(["probabilities"], {"ids": ids})[0][0]
${answer}
`
}

function curlProgram(text: string): string {
  return `cat > serve.mjs <<'END'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { loadClassifier } from '@wordloom/trainer-node'

const classifier = await loadClassifier('${downloads.folder}')
createServer(async (request, response) => {
  const [prediction] = await classifier.predict([await text(request)])
  response.setHeader('Content-Type', 'application/json').end(JSON.stringify(prediction))
}).listen(${port}, '127.0.0.1')
END
node serve.mjs &
curl --retry 5 --retry-connrefused --data-binary ${shellQuoted(text)} http://127.0.0.1:${port}/
`
}

function commandLine(text: string): string {
  return `unzip ${downloads.folder} -d wordloom-model
wordloom predict wordloom-model ${shellQuoted(text)}
`
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
