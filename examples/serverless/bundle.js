import { build } from 'esbuild'

await build({
  entryPoints: ['handler.ts'],
  outfile: 'dist/handler.js',
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  // Nothing of Node: the bundle runs wherever there are Request, Response and WebAssembly with SIMD.
  platform: 'browser',
  loader: { '.json': 'binary', '.txt': 'binary', '.safetensors': 'binary' },
  logLevel: 'info',
})
