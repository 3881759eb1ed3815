import { create } from '@bufbuild/protobuf'
import { assertModelSpec } from '@wordloom/core'
import type { TrainedModel } from '@wordloom/core'
import { encodeModel } from './format/encode-model.js'
import { ModelProtoSchema } from './generated/onnx_pb.js'
import { packageVersion } from './generated/version.js'
import { buildGraph } from './graph/build-graph.js'
import { checkWeights } from './graph/checked-weights.js'
import { completeForm, type ExportForm } from './graph/export-form.js'
import { metadataOf } from './graph/metadata.js'
import { extraOperatorSets, irVersionOf } from './graph/operator-sets.js'

/**
 * Writes a model as an ONNX file, by default for operator set 13 (file format 7) and in float32 throughout.
 *
 * Input `ids`: int32 `[batch, time]`, rows padded with 0 to the same length; both sizes are free, `time` may be 0,
 * `batch` is at least 1. {@link ExportForm} names other inputs. Output `probabilities`: float `[batch, outputs]`; one
 * column, the probability of the second label, for a binary task, else one a label; those of a multi-label task do not add
 * up to 1. Padding never changes a result, wherever in a row it stands.
 *
 * `metadata_props` carries labels, task, tokenizer, maximum length and the vocabulary's size and fingerprint; the
 * vocabulary itself is `vocabulary.txt` of the model folder. The same model gives the same bytes. Nothing is run here:
 * use the exporter `onnx()` or {@link verifyOnnx} for an export that was compared with the model.
 *
 * @throws WordloomError `TENSOR_MISSING`, `TENSOR_SHAPE` or `NOT_A_NUMBER` for weights that do not fit the
 * specification; `INVALID_ARGUMENT` for a form that there is not; `ONNX_UNSUPPORTED` for recurrent weights too large to mask
 * padding, weights too large for float16, a tokenizer that a graph cannot express, and for 2 GiB or more.
 */
export function exportOnnx(model: TrainedModel, options: ExportForm = {}): Uint8Array {
  assertModelSpec(model.spec)
  const form = completeForm(options, model.spec)
  checkWeights(model)
  const { graph, initializers } = buildGraph(model, form)
  const domains = new Set(graph.node.map(({ domain }) => domain))
  const extra = Object.entries(extraOperatorSets).filter(([domain]) => domains.has(domain))
  const file = create(ModelProtoSchema, {
    irVersion: BigInt(irVersionOf(form.opset)),
    producerName: 'wordloom',
    producerVersion: packageVersion,
    graph,
    opsetImport: [['', form.opset] as const, ...extra].map(([domain, version]) => ({
      domain,
      version: BigInt(version),
    })),
    metadataProps: Object.entries(metadataOf(model, form)).map(([key, value]) => ({ key, value })),
  })
  return encodeModel(file, initializers)
}
