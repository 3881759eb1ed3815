import { create } from '@bufbuild/protobuf'
import { assertModelSpec } from '@wordloom/core'
import type { TrainedModel } from '@wordloom/core'
import { encodeModel } from './format/encode-model.js'
import { ModelProtoSchema } from './generated/onnx_pb.js'
import { packageVersion } from './generated/version.js'
import { checkSupported } from './graph/check-supported.js'
import { checkWeights } from './graph/checked-weights.js'
import { graphOf, irVersion, operatorSetVersion } from './graph/graph.js'
import { graphInitializers } from './graph/initializers.js'
import { metadataOf } from './graph/metadata.js'

/**
 * Writes a model as an ONNX file (operator set 13, file format 7), float32 throughout.
 *
 * Input `ids`: int32 `[batch, time]`, rows padded with 0 to the same length; both sizes are free, `time` may be 0,
 * `batch` is at least 1. Output `probabilities`: float `[batch, outputs]`; one column, the probability of the second
 * label, for a binary task, else one a label; those of a multi-label task do not add up to 1. Padding never changes a result, wherever in a row it stands.
 *
 * `metadata_props` carries labels, task, tokenizer, maximum length and the vocabulary's size and fingerprint; the
 * vocabulary itself is `vocabulary.txt` of the model folder. The same model gives the same bytes. Nothing is run here:
 * use the exporter `onnx()` or {@link verifyOnnx} for an export that was compared with the model.
 *
 * @throws WordloomError `TENSOR_MISSING`, `TENSOR_SHAPE` or `NOT_A_NUMBER` for weights that do not fit the
 * specification; `ONNX_UNSUPPORTED` for stacked layers, pooling other than `last` and `resetAfter` false, for recurrent
 * weights too large to mask padding, and for 2 GiB or more.
 */
export function exportOnnx(model: TrainedModel): Uint8Array {
  assertModelSpec(model.spec)
  checkSupported(model.spec)
  checkWeights(model)
  const file = create(ModelProtoSchema, {
    irVersion: BigInt(irVersion),
    producerName: 'wordloom',
    producerVersion: packageVersion,
    graph: graphOf(model.spec),
    opsetImport: [{ domain: '', version: BigInt(operatorSetVersion) }],
    metadataProps: Object.entries(metadataOf(model)).map(([key, value]) => ({ key, value })),
  })
  return encodeModel(file, graphInitializers(model))
}
