import { create } from '@bufbuild/protobuf'
import { assertModelSpec, WordloomError } from '@wordloom/core'
import type { TrainedModel } from '@wordloom/core'
import { encodeModel } from './format/encode-model.js'
import { encodeExternalData, placeExternally } from './format/external-data.js'
import type { Initializer } from './format/initializer.js'
import { ModelProtoSchema } from './generated/onnx_pb.js'
import type { ModelProto } from './generated/onnx_pb.js'
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
  const { file, initializers } = fileOf(model, options)
  return encodeModel(file, initializers)
}

/** A model in two files. */
export interface OnnxWithData {
  /** The ONNX file. */
  readonly bytes: Uint8Array
  /** Belongs beside the model, under the name that was asked for. */
  readonly data: Uint8Array
}

/**
 * As {@link exportOnnx}, with the values of all but small tensors in a second file: for models of 2 GiB or more, and for
 * runtimes that map files into memory.
 *
 * @param dataFile - plain name of the second file, which the first one refers to
 * @throws WordloomError what `exportOnnx` throws; `ONNX_UNSUPPORTED` for 4 GiB or more; `INVALID_ARGUMENT` for a name that
 * is a path.
 */
export function exportOnnxWithData(model: TrainedModel, dataFile: string, options: ExportForm = {}): OnnxWithData {
  if (dataFile === '' || /[\\/]/.test(dataFile)) {
    throw new WordloomError('INVALID_ARGUMENT', 'External data has a plain name, in the folder of the model', {
      name: 'dataFile',
      received: JSON.stringify(dataFile),
    })
  }
  const { file, initializers } = fileOf(model, options)
  const places = placeExternally(initializers, dataFile)
  return { bytes: encodeModel(file, initializers, places), data: encodeExternalData(places) }
}

interface UnwrittenFile {
  /** Without initializers. */
  readonly file: ModelProto
  readonly initializers: readonly Initializer[]
}

function fileOf(model: TrainedModel, options: ExportForm): UnwrittenFile {
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
  return { file, initializers }
}
