import { availableParallelism, cpus, totalmem } from 'node:os'
import type { KernelsSupport } from '@wordloom/kernels'
import { downloadFinding } from './download-finding.js'
import type { Finding } from './finding.js'
import { folderFinding } from './folder-finding.js'
import { packageFindings } from './package-findings.js'
import { runtimeFindings } from './runtime-findings.js'
import { speedFinding } from './speed-finding.js'
import { measureTrainingSpeed, type TrainingSpeed } from './training-speed.js'
import { vectorFolderFinding } from './vector-folder-finding.js'

/** What the doctor found. */
export interface Examination {
  readonly findings: readonly Finding[]
  /** One for each number of threads; none where nothing can be trained. */
  readonly speeds: readonly TrainingSpeed[]
}

/**
 * Looks at what this machine offers; takes a few seconds.
 *
 * @param environment - tells where vectors are kept, and how they are downloaded.
 * @param threads - to measure besides one. @defaultValue one a processor, at most 4
 */
export async function examineMachine(
  environment: Readonly<Record<string, string | undefined>>,
  threads: number = Math.min(availableParallelism(), 4),
): Promise<Examination> {
  const { kernelsSupport } = await import('@wordloom/kernels')
  const support = kernelsSupport()
  const findings = runtimeFindings({
    nodeVersion: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    processorModel: cpus()[0]?.model,
    parallelism: availableParallelism(),
    totalMemory: totalmem(),
    availableMemory: process.availableMemory(),
    support,
  })
  const speeds = await measureSpeeds(support, threads)
  const speed = speeds.length === 0 ? [] : [speedFinding(speeds)]
  const { defaultVectorFolder } = await import('@wordloom/glove-loader')
  const places = [
    await folderFinding(process.cwd()),
    await vectorFolderFinding(defaultVectorFolder({ ...environment })),
    downloadFinding(environment),
  ]
  return { findings: [...findings, ...speed, ...places, ...(await packageFindings())], speeds }
}

async function measureSpeeds(support: KernelsSupport, threads: number): Promise<TrainingSpeed[]> {
  if (!support.simd) return []
  const counts = support.threads && threads > 1 ? [1, threads] : [1]
  const speeds: TrainingSpeed[] = []
  for (const count of counts) speeds.push(await measureTrainingSpeed(count))
  return speeds
}
