import { limited, ok, type Finding, type Shortcoming } from './finding.js'
import { tfjsNodeProbe as tfjsNode } from '../tfjs-node/probe-addon.js'
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
  const consequence = '`--backend tensorflow` does not work. Nothing is slower for it: the kernels are the fastest.'
  switch (result.outcome) {
    case 'loaded':
      return ok(tfjsNode.name, result.version)
    case 'missing':
      return limited(tfjsNode.name, {
        found: 'not installed',
        consequence,
        remedy: "Only if you need it: 'wordloom tfjs-node setup' installs and builds it in this folder.",
      })
    case 'broken':
      return limited(tfjsNode.name, { consequence, ...tfjsNodeFailure(result.reason) })
  }
}

/** The usual way in which tfjs-node 4 fails, and all others. */
function tfjsNodeFailure(reason: string): Pick<Shortcoming, 'found' | 'remedy'> {
  if (/tfjs_binding|napi-v\d/.test(reason)) {
    return {
      found:
        'installed, but its native part (tfjs_binding.node) is missing: no install script ran, or there is no build',
      remedy: "Run 'wordloom tfjs-node setup', which builds it.",
    }
  }
  return {
    found: `installed, but it does not work: ${reason}`,
    remedy: "Run 'wordloom tfjs-node setup --force', or do without it.",
  }
}
