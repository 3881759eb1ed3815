import { parseArgs } from 'node:util'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { isWordloomError, type EmbeddingCoverage, type TrainingEvent } from '@wordloom/core'
import { nodeFiles } from '@wordloom/node-files'
import { exportOnnx, verifyOnnx } from '@wordloom/onnx-export'
import { saveModel } from '@wordloom/trainer-node'
import { Presets, SingleBar } from 'cli-progress'
import { classifyWithOnnx } from './classify-with-onnx.js'
import { loadSpamCorpus } from './corpus/index.js'
import { evaluateSpamClassifier, trainSpamClassifier } from './train-spam-classifier.js'

const help = `Trains a spam classifier on 6,046 real e-mails, exports it to ONNX and checks the export.

Usage: npm run demo -- [options]

  --epochs N       passes over the training part (4)
  --seed S         seed of everything random (42)
  --output FOLDER  where the model and the ONNX file go (examples/spam-classifier/output)
  --json FILE      write the figures to a file
  --help           show this text
`

const messages = [
  'Congratulations! You have been selected to receive a FREE cash prize. Click here now, limited time offer!',
  'Re: kernel panic after upgrade\nOn Thu, Bob wrote: > it fails with the new version. Could you send the log? I think the patch is wrong.',
  'Lose weight fast with our all natural pills, order today and get 50% off, money back guarantee',
]

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      epochs: { type: 'string', default: '4' },
      seed: { type: 'string', default: '42' },
      output: { type: 'string', default: fileURLToPath(new URL('../output', import.meta.url)) },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(help)
    return
  }
  const started = performance.now()
  const corpus = await loadSpamCorpus()
  console.log(
    `Read ${corpus.train.texts.length + corpus.test.texts.length} messages in ${seconds(started)} s: ` +
      `${corpus.train.texts.length} to train on, ${corpus.test.texts.length} to test on.`,
  )

  const trainingStarted = performance.now()
  const progress = progressOnTerminal()
  const classifier = await trainSpamClassifier(corpus, {
    seed: Number(values.seed),
    epochs: Number(values.epochs),
    onEvent: progress.show,
  })
  const trainingSeconds = Number(seconds(trainingStarted))
  const report = await evaluateSpamClassifier(classifier, corpus)
  console.log(
    `Test part: accuracy ${percent(report.accuracy)}, loss ${report.logLoss.toFixed(4)}, ` +
      `ROC AUC ${report.rocAuc?.toFixed(4)}; confusion (rows: truth) ${JSON.stringify(report.confusion)}.`,
  )

  const onnx = exportOnnx(classifier)
  const verification = await verifyOnnx(classifier, onnx, { sampleTexts: corpus.test.texts.slice(0, 200) })
  await saveModel(classifier, values.output, { overwrite: true })
  await nodeFiles().writeFile(`${values.output}.onnx`, onnx, { overwrite: true })
  console.log(
    `Exported ${values.output}.onnx (${(onnx.length / 1e6).toFixed(2)} MB); onnxruntime differs by at most ` +
      `${verification.largestDifference.toExponential(1)} on ${verification.rows} rows.`,
  )
  const verdicts = await classifyWithOnnx(onnx, classifier, messages)
  for (const { text, label, probability } of verdicts) console.log(`  ${label} ${percent(probability)}  ${text}`)

  if (values.json !== undefined) {
    const figures = {
      seed: Number(values.seed),
      epochs: classifier.history.length,
      bestEpoch: classifier.bestEpoch,
      coverage: progress.coverage(),
      test: report,
      history: classifier.history,
      onnx: { bytes: onnx.length, largestDifference: verification.largestDifference, rows: verification.rows },
      messages: verdicts,
      seconds: { training: trainingSeconds, total: Number(seconds(started)) },
    }
    const json = new TextEncoder().encode(`${JSON.stringify(figures, null, 2)}\n`)
    await nodeFiles().writeFile(values.json, json, { overwrite: true })
    console.log(`Figures: ${values.json}`)
  }
  classifier.dispose()
}

function progressOnTerminal(): { show(event: TrainingEvent): void; coverage(): EmbeddingCoverage | undefined } {
  let bar: SingleBar | undefined
  let coverage: EmbeddingCoverage | undefined
  const show = (event: TrainingEvent): void => {
    if (event.type === 'start') {
      coverage = event.coverage
      console.log(
        `${event.vocabularySize} ids, ${event.parameters} weights, engine ${event.engine}. glove-mini has ` +
          `${coverage?.found} of ${coverage?.words} words, ${percent(coverage?.occurrences ?? 0)} of their occurrences.`,
      )
      if (process.stdout.isTTY) {
        bar = new SingleBar({ format: 'epoch {epoch} {bar} {value}/{total} loss {loss}' }, Presets.shades_classic)
        bar.start(event.stepsPerEpoch, 0, { epoch: 1, loss: '' })
      }
    } else if (event.type === 'step') {
      bar?.update(event.step, { epoch: event.epoch, loss: event.loss.toFixed(4) })
    } else if (event.type === 'epoch') {
      const line =
        `epoch ${event.epoch}: loss ${event.loss.toFixed(4)}, validation loss ${event.validationLoss?.toFixed(4)}, ` +
        `accuracy ${percent(event.validationAccuracy ?? 0)}, ${event.seconds.toFixed(1)} s`
      console.log(bar === undefined ? line : `\n${line}`)
    } else bar?.stop()
  }
  return { show, coverage: () => coverage }
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1)
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`
}

main().catch((error: unknown) => {
  console.error(isWordloomError(error) ? error.message : error)
  process.exitCode = 1
})
