import { WordloomError } from '@wordloom/core'

/** A build of TensorFlow, as the Python package registry has it. */
export interface TensorflowWheel {
  /** Name of the package. */
  readonly name: string
  readonly version: string
  /** What pip is asked for, whatever Python runs it. */
  readonly platform: string
  readonly file: string
  /** Bytes of the wheel. */
  readonly size: number
  /** Hexadecimal. */
  readonly sha256: string
}

/** A machine, as far as it matters to a native library. */
export interface Machine {
  /** As `process.platform` and `process.arch`, with a hyphen between them: `linux-x64`. */
  readonly platform: string
  /** Version of glibc; undefined with another C library. */
  readonly glibc: string | undefined
}

/**
 * The libraries are the same for every version of Python, so that one wheel a platform is enough. Hashes and sizes are those
 * of the files that pip downloads.
 */
export const tensorflowWheels: Readonly<Record<string, TensorflowWheel>> = {
  'linux-x64': {
    name: 'tensorflow-cpu',
    version: '2.21.0',
    platform: 'manylinux_2_27_x86_64',
    file: 'tensorflow_cpu-2.21.0-cp312-cp312-manylinux_2_27_x86_64.whl',
    size: 274_000_871,
    sha256: 'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb',
  },
  'linux-arm64': {
    name: 'tensorflow',
    version: '2.21.0',
    platform: 'manylinux_2_27_aarch64',
    file: 'tensorflow-2.21.0-cp312-cp312-manylinux_2_27_aarch64.whl',
    size: 281_946_471,
    sha256: 'b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552',
  },
}

/** Of Python; the tag that pip is asked for with `platform`. */
export const wheelPython = '3.12'

/** The wheels are built for this version of glibc (`manylinux_2_27`). */
const oldestGlibc = [2, 27] as const

/**
 * The build of TensorFlow for a machine.
 *
 * @throws WordloomError `RUNTIME_UNSUPPORTED` where there is none.
 */
export function wheelFor(machine: Machine): TensorflowWheel {
  const { platform, glibc } = machine
  const hint =
    'Train with the kernels instead (the default): they need no native code. The package’s own install script may have a build for this platform.'
  const wheel = tensorflowWheels[platform]
  if (wheel === undefined) {
    const expected = Object.keys(tensorflowWheels).join(' or ')
    throw new WordloomError('RUNTIME_UNSUPPORTED', 'tfjs-node cannot be built for this platform', {
      expected,
      received: platform,
      hint,
    })
  }
  const expected = `glibc ${oldestGlibc.join('.')} or later`
  if (glibc === undefined) {
    throw new WordloomError('RUNTIME_UNSUPPORTED', 'TensorFlow is not built for the C library of this system', {
      expected,
      received: 'another C library, such as musl of Alpine Linux',
      hint,
    })
  }
  const [major = 0, minor = 0] = glibc.split('.').map(Number)
  if (major < oldestGlibc[0] || (major === oldestGlibc[0] && minor < oldestGlibc[1])) {
    throw new WordloomError('RUNTIME_UNSUPPORTED', 'The C library of this system is too old for TensorFlow', {
      expected,
      received: `glibc ${glibc}`,
      hint,
    })
  }
  return wheel
}

/** The machine that this process runs on. */
export function thisMachine(): Machine {
  const { header } = process.report.getReport() as { readonly header: { readonly glibcVersionRuntime?: string } }
  return { platform: `${process.platform}-${process.arch}`, glibc: header.glibcVersionRuntime }
}
