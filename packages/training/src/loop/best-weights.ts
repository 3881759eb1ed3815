import { weightShapes, type Engine, type ModelSpec, type Tensor, type Weights } from '@wordloom/core'

/** The weights alone out of an engine's state; the optimizer's moments are let go. */
export function readWeights(engine: Engine, spec: ModelSpec, vocabularySize: number): Weights {
  const state = engine.readState()
  const weights = new Map<string, Tensor>()
  for (const name of weightShapes(spec, vocabularySize).keys()) {
    const tensor = state.get(name)
    if (tensor !== undefined) weights.set(name, tensor)
  }
  return weights
}

/** The first value that is not finite, if there is one. */
export function findNotFinite(weights: Weights): { readonly name: string; readonly value: number } | undefined {
  for (const [name, { data }] of weights) {
    const value = data.find((number) => !Number.isFinite(number))
    if (value !== undefined) return { name, value }
  }
  return undefined
}
