import { browser } from './browser.js'
import { cpp } from './cpp.js'
import { go } from './go.js'
import { java } from './java.js'
import { javascript } from './javascript.js'
import { python } from './python.js'
import { rust } from './rust.js'
import type { Lacks, Runtime } from './runtime.js'

/**
 * How much of its state tract forgets at each id of padding: its sigmoid gives 1 - 4.8e-7 where the right value rounds to 1.
 *
 * @see its source, tract-linalg/src/generic/sigmoid.rs: "a saturated input returns `1 - 4.8e-7`"
 */
const tractForgets = 4.8e-7

const noStrings: Lacks = { strings: 'no string tensors' }

/** Every runtime that exported models are run in. */
export const runtimes: readonly Runtime[] = [
  javascript('onnxruntime-node', 'onnxruntime-node', 'with-onnxruntime-node.mjs'),
  javascript('onnxruntime-web', 'onnxruntime-web in Node', 'with-onnxruntime-web.mjs'),
  browser('onnxruntime-web-chromium', 'onnxruntime-web in Chromium', 'with-onnxruntime-web-page.mjs'),
  browser(
    'onnxruntime-web-webgpu',
    'onnxruntime-web in Chromium, WebGPU',
    'with-onnxruntime-web-webgpu-page.mjs',
    'webgpu',
  ),
  python('python-onnxruntime', 'onnxruntime, Python', 'with_onnxruntime.py'),
  python('python-onnxruntime-1.20', 'onnxruntime 1.20, Python', 'with_onnxruntime.py'),
  python('python-onnxruntime-1.17', 'onnxruntime 1.17, Python', 'with_onnxruntime.py', {
    'wide characters': 'a text of nothing else becomes "Conversion Error"',
  }),
  python('python-onnx-reference', "ONNX' reference evaluator, Python", 'with_onnx_reference.py', {
    Tokenizer: "`Tokenizer` is ONNX Runtime's own",
    StringSplit: 'its `StringNormalizer` drops empty texts and accents',
  }),
  python('python-openvino', 'OpenVINO, Python', 'with_openvino.py', { strings: 'no operators for strings by itself' }),
  python('python-opencv', 'OpenCV, Python', 'with_opencv.py', {
    ...noStrings,
    'all states': 'cannot use the states of all steps',
  }),
  java(),
  go(),
  cpp(),
  rust({ library: 'ort', title: 'onnxruntime, Rust (ort)', crate: 'ort', opensOnnxRuntime: true }),
  rust({
    library: 'rten',
    title: 'RTen, Rust',
    crate: 'rten',
    lacks: { ...noStrings, 'reset before': 'refuses `linear_before_reset` 0' },
  }),
  rust({
    library: 'tract',
    title: 'tract, Rust',
    crate: 'tract-onnx',
    differencePerPadding: tractForgets,
    lacks: { ...noStrings, lengths: 'refuses lengths that are computed' },
  }),
  rust({
    library: 'candle',
    title: 'Candle, Rust',
    crate: 'candle-onnx',
    needsProtoc: true,
    lacks: { ...noStrings, gru: 'no GRU' },
  }),
]
