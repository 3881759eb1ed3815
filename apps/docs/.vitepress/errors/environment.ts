import type { Explanation } from './explanation.js'

/** Plugins, packages, programs, the machine. */
export const environment = {
  PLUGIN_MISSING: {
    causes: [
      'No plugin of the kind was passed to `wordloom().use()`.',
      'The result of `use()` was thrown away: it does not change what it is called on.',
    ],
    remedies: ['Pass it: `const loom = wordloom().use(nodeTrainer())`.', 'Go on with what `use()` returns.'],
    example: [
      'This needs ⟨a trainer⟩',
      { hint: 'Pass one to use(), such as nodeTrainer() of @wordloom/trainer-node.' },
    ],
  },
  PLUGIN_INVALID: {
    causes: ['The factory was passed instead of what it makes.', 'An object of your own lacks `kind`.'],
    remedies: [
      'Call the factory: `use(nodeTrainer())`.',
      'Run the conformance suite of `@wordloom/core/testing` on a plugin of your own.',
    ],
    example: [
      'This is no plugin',
      {
        expected: "an object whose kind is 'source', 'trainer' or 'exporter'",
        received: 'function',
        hint: 'Call the factory: use(nodeTrainer()), not use(nodeTrainer).',
      },
    ],
  },
  DEPENDENCY_MISSING: {
    causes: ['A part of Wordloom needs a package that is not installed with it, because not everybody needs it.'],
    remedies: ['Run the command in the message.', '`wordloom doctor` says what is there and what is missing.'],
    example: [
      "The backend '⟨webgpu⟩' needs TensorFlow.js",
      {
        name: 'tfjs',
        hint: 'Run npm install @tensorflow/tfjs-core @tensorflow/tfjs-backend-webgpu, and pass tfjs() of @wordloom/trainer-web/tfjs.',
      },
    ],
  },
  TOOL_MISSING: {
    causes: ['A compiler, Python or npm is not installed, or not on the `PATH`.'],
    remedies: [
      'Install what the message names.',
      'Without `tfjs-node` nothing of this is needed: Wordloom trains with kernels of its own.',
    ],
    example: [
      '⟨The addon of tfjs-node could not be compiled⟩: a program for it is not installed',
      {
        expected: 'c++ or g++ or clang++',
        hint: 'Install a C++ compiler (Debian: g++; Fedora: gcc-c++), or name one in the variable CXX.',
      },
    ],
  },
  TOOL_FAILED: {
    causes: ['A program that was started ended with an error. Its last lines are in the message.'],
    remedies: [
      'Read these lines: they are that program’s own words.',
      'Run the same command again: nothing half-done is left.',
    ],
    example: [
      'The addon of tfjs-node could not be compiled',
      {
        received: 'exit code 1\nerror: unrecognized option -std=c++17',
        hint: 'Read what the compiler said above: it must know C++17; another one can be named in the variable CXX.',
      },
    ],
  },
  RUNTIME_UNSUPPORTED: {
    causes: [
      'The browser or Node is too old for WebAssembly SIMD.',
      "A Content-Security-Policy forbids WebAssembly: it needs `'wasm-unsafe-eval'` in `script-src`.",
      'A native library does not load on this machine.',
    ],
    remedies: [
      'Update: Node 20.19, Chrome 91, Firefox 89 or Safari 16.4 and later have what is needed.',
      'Allow WebAssembly in the policy of your page.',
      '`wordloom doctor` says what this machine offers.',
    ],
    example: [
      'This runtime refused to compile the search',
      { hint: "A page with a content security policy has to allow 'wasm-unsafe-eval' in script-src." },
    ],
  },
  WORKER_FAILED: {
    causes: [
      'The script of the worker is not where the page looks for it: a bundler did not take it along.',
      'A Content-Security-Policy forbids it: `worker-src`.',
      'The browser ended the worker, for example when memory ran out.',
    ],
    remedies: [
      'Look at the network requests of the page for a script that was not found.',
      "Allow `worker-src 'self'`.",
      'Train or load again: another worker is started.',
    ],
    example: [
      'The browser does not start a worker',
      { hint: "A Content-Security-Policy has to allow the worker's script in worker-src." },
    ],
  },
  DISPOSED: {
    causes: [
      '`dispose()` was called, and then the object was used once more.',
      'Two parts of a program share a classifier, and one of them disposed it.',
    ],
    remedies: ['Dispose after the last use.', 'Load the model again.'],
    example: [
      'The classifier was disposed',
      { hint: 'Call dispose() after the last prediction, or load the model again.' },
    ],
  },
} satisfies Readonly<Record<string, Explanation>>
