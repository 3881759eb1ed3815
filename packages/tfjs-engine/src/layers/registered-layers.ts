import type { serialization, Tensor } from '@tensorflow/tfjs-core'
import type * as tfjsLayers from '@tensorflow/tfjs-layers'
import { maskedGru, type GruTensors } from './masked-gru.js'
import type { TfjsCore, TfjsLayers } from './namespaces.js'

/** Names of the classes in saved models. */
export const gruClassName = 'WordloomBidirectionalGru'
export const poolingClassName = 'WordloomPooling'

type Layer = tfjsLayers.layers.Layer

/** What a bidirectional GRU layer is made with, and keeps in a saved model. */
export interface GruLayerConfig {
  /** Of the layer. @defaultValue TensorFlow.js makes one up */
  readonly name?: string
  /** Units per direction. */
  readonly units: number
  /** Whether the reset gate is applied behind the product with the recurrent kernel, as Keras' `reset_after`. */
  readonly resetAfter: boolean
  /** The states of all steps rather than the last ones. */
  readonly returnSequences: boolean
}

/** What a pooling layer is made with, and keeps in a saved model. */
export interface PoolingLayerConfig {
  /** Of the layer. @defaultValue TensorFlow.js makes one up */
  readonly name?: string
  /** The largest or the mean value over the steps of a text. */
  readonly mode: 'max' | 'mean'
}

/** Makes layers of the registered classes. */
export interface RegisteredLayers {
  /** `[batch, time, inputs]` to `[batch, 2 * units]`, or `[batch, time, 2 * units]` with `returnSequences`. */
  gru(config: GruLayerConfig): Layer
  /** `[batch, time, columns]` to `[batch, columns]`. */
  pooling(config: PoolingLayerConfig): Layer
}

const registered = new WeakMap<object, RegisteredLayers>()

/**
 * Makes the classes of Wordloom's layers known to TensorFlow.js, so that `loadLayersModel` finds them; calling it again
 * changes nothing. Both understand the mask of `Embedding` with `maskZero`: steps without a token are skipped, wherever
 * they stand.
 *
 * @param tf - the namespace of `@tensorflow/tfjs-core`
 * @param layers - the namespace of `@tensorflow/tfjs-layers`; `@tensorflow/tfjs` is both
 */
export function registerLayers(tf: TfjsCore, layers: TfjsLayers): RegisteredLayers {
  const known = registered.get(layers.layers.Layer)
  if (known !== undefined) return known
  const Gru = gruClass(tf, layers)
  const Pooling = poolingClass(tf, layers)
  tf.serialization.registerClass(Gru)
  tf.serialization.registerClass(Pooling)
  const made: RegisteredLayers = {
    gru: (config) => new Gru({ ...config }),
    pooling: (config) => new Pooling({ ...config }),
  }
  registered.set(layers.layers.Layer, made)
  return made
}

type Inputs = Tensor | Tensor[]
type Shapes = readonly (number | null)[] | readonly (readonly (number | null)[])[]
/** As a saved model has it. */
type Config = Readonly<Record<string, string | number | boolean | undefined>>

function gruClass(tf: TfjsCore, { layers, initializers }: TfjsLayers) {
  return class BidirectionalGru extends layers.Layer {
    static readonly className: string = gruClassName
    readonly units: number
    readonly resetAfter: boolean
    readonly returnSequences: boolean
    /** In the order forward, backward. */
    variables: Readonly<Record<keyof GruTensors, tfjsLayers.LayerVariable>>[] = []

    constructor(config: Config) {
      super(config)
      this.units = Number(config['units'])
      this.resetAfter = config['resetAfter'] === true
      this.returnSequences = config['returnSequences'] === true
      this.supportsMasking = true
    }

    override build(inputShape: Shapes): void {
      const inputs = Number(shapeOf(inputShape).at(-1))
      const columns = 3 * this.units
      const zeros = initializers.zeros()
      const add = (name: string, shape: number[]): tfjsLayers.LayerVariable =>
        this.addWeight(name, shape, 'float32', zeros)
      this.variables = ['forward', 'backward'].map((side) => ({
        kernel: add(`${side}_kernel`, [inputs, columns]),
        recurrentKernel: add(`${side}_recurrent_kernel`, [this.units, columns]),
        bias: add(`${side}_bias`, this.resetAfter ? [2, columns] : [columns]),
      }))
      this.built = true
    }

    override computeOutputShape(inputShape: Shapes): (number | null)[] {
      const [batch, time] = shapeOf(inputShape) as [number | null, number | null]
      return this.returnSequences ? [batch, time, 2 * this.units] : [batch, 2 * this.units]
    }

    override computeMask(_inputs: Inputs, mask?: Inputs): Tensor {
      // No mask is written as null there, which its own types do not know.
      return (this.returnSequences ? (firstOf(mask) ?? null) : null) as Tensor
    }

    override call(inputs: Inputs, kwargs: Readonly<Record<string, unknown>>): Tensor {
      return tf.tidy(() => {
        const x = firstOf(inputs)!
        const mask = floatMask(tf, kwargs)
        const { units, resetAfter } = this
        const sides = this.variables.map(({ kernel, recurrentKernel, bias }, index) => {
          const weights = { kernel: kernel.read(), recurrentKernel: recurrentKernel.read(), bias: bias.read() }
          return maskedGru(tf, x, mask, weights, { units, resetAfter, reverse: index === 1 })
        })
        const [forward, backward] = sides as [Tensor[], Tensor[]]
        if (!this.returnSequences) return tf.concat([forward.at(-1)!, backward[0]!], 1)
        return tf.concat([tf.stack(forward, 1), tf.stack(backward, 1)], 2)
      })
    }

    override getConfig(): serialization.ConfigDict {
      const { units, resetAfter, returnSequences } = this
      return { ...super.getConfig(), units, resetAfter, returnSequences }
    }
  }
}

function poolingClass(tf: TfjsCore, { layers }: TfjsLayers) {
  return class Pooling extends layers.Layer {
    static readonly className: string = poolingClassName
    readonly mode: 'max' | 'mean'

    constructor(config: Config) {
      super(config)
      this.mode = config['mode'] === 'max' ? 'max' : 'mean'
      this.supportsMasking = true
    }

    override computeOutputShape(inputShape: Shapes): (number | null)[] {
      const shape = shapeOf(inputShape)
      return [shape[0]!, shape.at(-1)!]
    }

    override computeMask(): Tensor {
      // As above.
      return null as unknown as Tensor
    }

    override call(inputs: Inputs, kwargs: Readonly<Record<string, unknown>>): Tensor {
      return tf.tidy(() => {
        const states = firstOf(inputs)!
        const mask = floatMask(tf, kwargs)
        if (mask === undefined)
          return this.mode === 'max' ? tf.max(states, 1) : tf.div(tf.sum(states, 1), states.shape[1]!)
        const kept = tf.expandDims(mask, 2)
        const counts = tf.sum(kept, 1)
        if (this.mode === 'mean') return tf.div(tf.sum(tf.mul(states, kept), 1), tf.maximum(counts, 1))
        // States lie between -1 and 1: less 2 they are never the largest. A row without tokens gives zeros.
        const lowered = tf.sub(states, tf.mul(2, tf.sub(1, kept)))
        return tf.mul(tf.max(lowered, 1), tf.cast(tf.any(tf.cast(kept, 'bool'), 1), 'float32'))
      })
    }

    override getConfig(): serialization.ConfigDict {
      return { ...super.getConfig(), mode: this.mode }
    }
  }
}

function floatMask(tf: TfjsCore, { mask }: Readonly<Record<string, unknown>>): Tensor | undefined {
  const given = firstOf(mask as Inputs | null | undefined)
  return given === undefined ? undefined : tf.cast(given, 'float32')
}

function firstOf(inputs: Inputs | null | undefined): Tensor | undefined {
  return (Array.isArray(inputs) ? inputs[0] : inputs) ?? undefined
}

function shapeOf(shapes: Shapes): readonly (number | null)[] {
  const [first] = shapes
  return Array.isArray(first) ? first : (shapes as readonly (number | null)[])
}
