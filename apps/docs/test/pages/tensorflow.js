// What `@tensorflow/tfjs` is, of the packages that are installed here: it would bring all backends, 140 MB.
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops'
import '@tensorflow/tfjs-core/dist/register_all_gradients'

export * from '@tensorflow/tfjs-core'
export * from '@tensorflow/tfjs-layers'
