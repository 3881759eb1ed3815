import { defineConfig } from 'vite'

// With these two headers a page may train on several threads; without them, one does the work.
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

export default defineConfig({
  server: { headers },
  preview: { headers },
  // Prebundling loses the workers of a package.
  optimizeDeps: { exclude: ['@wordloom/trainer-web'] },
})
