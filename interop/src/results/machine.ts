import { arch, cpus, platform } from 'node:os'

/** What was run on. It holds nothing that tells whose machine it is. */
export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly platform: string
}

/** Describes this machine. */
export function describeMachine(): Machine {
  const processors = cpus()
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    platform: `${platform()} ${arch()}`,
  }
}
