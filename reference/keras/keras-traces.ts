import { readdirSync, readFileSync } from 'node:fs'

const figures = new URL('figures/', import.meta.url)

/** The traces that Keras left in `reference/keras/figures`, by names without `traces-` and `.safetensors`. */
export function readKerasTraces(): ReadonlyMap<string, Uint8Array> {
  return new Map(
    readdirSync(figures)
      .map((file) => ({ file, name: /^traces-(.*)\.safetensors$/.exec(file)?.[1] }))
      .flatMap(({ file, name }) => (name === undefined ? [] : [[name, readFileSync(new URL(file, figures))]])),
  )
}
