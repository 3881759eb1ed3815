import type { Classifier } from '../contracts/classifier.js'
import type { Exporter } from '../contracts/exporter.js'
import { check, checkRejects, type ConformanceCase } from './conformance-case.js'

/**
 * What every exporter plugin must do.
 *
 * @param create - gives a fresh plugin each time.
 * @param classifier - a trained classifier; it is not disposed.
 */
export function exporterConformance(create: () => Exporter, classifier: () => Promise<Classifier>): ConformanceCase[] {
  return [
    {
      name: 'should say what it is',
      async run() {
        const { kind, name, format } = create()
        check(kind === 'exporter' && name.length > 0 && format.length > 0, 'kind, name and format are set')
      },
    },
    {
      name: 'should give the same plainly named files for the same model',
      async run() {
        const model = await classifier()
        const [first, second] = [await create().export(model), await create().export(model)]
        check(first.files.has(first.mainFile), 'the main file is among the files')
        for (const [name, bytes] of first.files) {
          check(!/[\\/]/.test(name) && bytes.length > 0, `${name} is a plain name of a file that is not empty`)
          const again = second.files.get(name)
          check(
            again?.length === bytes.length && bytes.every((byte, i) => byte === again[i]),
            `${name} is the same again`,
          )
        }
      },
    },
    {
      name: 'should take sample texts, an empty one among them',
      async run() {
        const { files } = await create().export(await classifier(), { sampleTexts: ['a text', '', 'another'] })
        check(files.size > 0, 'files come back')
      },
    },
    {
      name: 'should not hand over a model that answers differently from the classifier',
      async run() {
        const model = await classifier()
        const liar: Classifier = {
          ...model,
          predict: model.predict,
          dispose: model.dispose,
          predictBatch: async (batch) => (await model.predictBatch(batch)).map((value) => value * 0.9),
        }
        await checkRejects(async () => create().export(liar), 'ONNX_VERIFICATION_FAILED', 'VERIFICATION_FAILED')
      },
    },
    {
      name: 'should stop when it is cancelled',
      async run() {
        const model = await classifier()
        await checkRejects(() => create().export(model, { signal: AbortSignal.abort() }), 'ABORTED')
      },
    },
  ]
}
