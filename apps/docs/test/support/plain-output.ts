const { FORCE_COLOR: _, ...rest } = process.env

/** The environment for a program whose output is read: Nx asks programs for colours. */
export const plainOutput: NodeJS.ProcessEnv = rest
