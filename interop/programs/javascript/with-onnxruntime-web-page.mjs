// Classifies with onnxruntime-web in a page, by WebAssembly.
import * as runtime from 'onnxruntime-web/wasm'
import { runPage } from './page.mjs'

await runPage(runtime, 'wasm')
