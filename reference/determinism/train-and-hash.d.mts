import type { KernelsEngineOptions } from '@wordloom/kernels'

export function trainAndHash(options?: KernelsEngineOptions): Promise<Record<string, string>>
