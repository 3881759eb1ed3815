import { limited, ok, type Finding, type Shortcoming } from './finding.js'
import { probePackage, type PackageProbe, type ProbeResult } from './package-probe.js'

/** Exports are verified in it. */
const onnxruntime: PackageProbe = {
  name: 'onnxruntime-node',
  exercise: `
    new loaded.Tensor('float32', new Float32Array([1]), [1])
    if (typeof loaded.InferenceSession.create !== 'function') throw new TypeError('it has no InferenceSession')
    version = loaded.env?.versions?.node ?? loaded.env?.versions?.common
  `,
}

/** Some of its operations fail where loading it does not. */
const tfjsNode: PackageProbe = {
  name: '@tensorflow/tfjs-node',
  exercise: `
    loaded.tensor1d([1, 2]).square().sum().dataSync()
    version = loaded.version['tfjs-node']
  `,
}

/** Loads the optional packages and says what lacks without them. */
export async function packageFindings(
  probe: (probe: PackageProbe) => Promise<ProbeResult> = probePackage,
): Promise<Finding[]> {
  return [onnxruntimeFinding(await probe(onnxruntime)), tfjsNodeFinding(await probe(tfjsNode))]
}

function onnxruntimeFinding(result: ProbeResult): Finding {
  const consequence = '`wordloom export` and `wordloom verify` do not work; all else does.'
  const install = 'npm install onnxruntime-node --onnxruntime-node-install=skip'
  switch (result.outcome) {
    case 'loaded':
      return ok(onnxruntime.name, result.version)
    case 'missing':
      return limited(onnxruntime.name, {
        found: 'not installed',
        consequence,
        remedy: `Run '${install}', with --global where the command is installed so.`,
      })
    case 'broken':
      return limited(onnxruntime.name, {
        found: `installed, but it does not load: ${result.reason}`,
        consequence,
        remedy: `Install a build for this platform and version of Node: '${install}'.`,
      })
  }
}

function tfjsNodeFinding(result: ProbeResult): Finding {
  const consequence =
    'None for this command: it has kernels of its own. Programs that use TensorFlow.js do not run here.'
  switch (result.outcome) {
    case 'loaded':
      return ok(tfjsNode.name, result.version)
    case 'missing':
      return limited(tfjsNode.name, {
        found: 'not installed',
        consequence,
        remedy: "Only if you need it: 'npm install @tensorflow/tfjs-node', with install scripts allowed.",
      })
    case 'broken':
      return limited(tfjsNode.name, { consequence, ...tfjsNodeFailure(result.reason) })
  }
}

/** The two ways in which tfjs-node 4 is known to fail, and all others. */
function tfjsNodeFailure(reason: string): Pick<Shortcoming, 'found' | 'remedy'> {
  if (/isNullOrUndefined/.test(reason)) {
    return {
      found: 'installed, but its operations fail: it calls util.isNullOrUndefined, which Node 23 removed',
      remedy: 'Run it on Node 22, or do without it.',
    }
  }
  if (/tfjs_binding|napi-v\d/.test(reason)) {
    return {
      found:
        'installed, but its native part (tfjs_binding.node) is missing: no install script ran, or there is no build',
      remedy: "Run 'npm rebuild @tensorflow/tfjs-node --build-addon-from-source' with install scripts allowed.",
    }
  }
  return { found: `installed, but it does not work: ${reason}`, remedy: 'Reinstall it, or do without it.' }
}
