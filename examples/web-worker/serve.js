import { context } from 'esbuild'

const { serve } = await context({
  // esbuild does not look for workers, so the worker's script is named beside that of the page.
  entryPoints: ['page.ts', 'worker.ts'],
  outdir: 'public',
  bundle: true,
  write: false,
  format: 'esm',
  target: 'es2022',
})
const { port } = await serve({ servedir: 'public', host: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) })
console.log(`Listening on http://127.0.0.1:${port}`)
