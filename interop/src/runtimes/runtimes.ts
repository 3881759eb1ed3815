import { javascript } from './javascript.js'
import { python } from './python.js'
import type { Runtime } from './runtime.js'

/** Every runtime that exported models are run in. */
export const runtimes: readonly Runtime[] = [
  javascript('onnxruntime-node', 'onnxruntime-node', 'with-onnxruntime-node.mjs'),
  javascript('onnxruntime-web', 'onnxruntime-web in Node', 'with-onnxruntime-web.mjs'),
  python('python-onnxruntime', 'onnxruntime, Python', 'with_onnxruntime.py'),
  python('python-onnxruntime-1.20', 'onnxruntime 1.20, Python', 'with_onnxruntime.py'),
  python('python-onnxruntime-1.17', 'onnxruntime 1.17, Python', 'with_onnxruntime.py'),
  python('python-onnx-reference', "ONNX' reference evaluator, Python", 'with_onnx_reference.py'),
  python('python-openvino', 'OpenVINO, Python', 'with_openvino.py'),
  python('python-opencv', 'OpenCV, Python', 'with_opencv.py'),
]
