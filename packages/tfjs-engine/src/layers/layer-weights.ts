import type { ModelSpec } from '@wordloom/core'

/** Which weights each layer holds, in its order: names of `weightShapes` by the name of the layer. */
export function layerWeights({ encoder }: Pick<ModelSpec, 'encoder'>): ReadonlyMap<string, readonly string[]> {
  const dense = (name: string): [string, string[]] => [name, [`${name}/kernel`, `${name}/bias`]]
  const ofLayer = (index: number): [string, string[]] => [
    `encoder_${index}`,
    ['forward', 'backward'].flatMap((side) =>
      ['kernel', 'recurrent_kernel', 'bias'].map((weight) => `encoder/${index}/${side}/${weight}`),
    ),
  ]
  return new Map([
    ['embedding', ['embedding/embeddings']],
    ...Array.from({ length: encoder.layers }, (_, index) => ofLayer(index)),
    dense('hidden'),
    dense('output'),
  ])
}
