// Classifies with onnxruntime-web in a page, by WebGPU. Operators that it has not there, such as GRU, run by WebAssembly.
import * as runtime from 'onnxruntime-web/webgpu'
import { runPage } from './page.mjs'

await runPage(runtime, 'webgpu')
