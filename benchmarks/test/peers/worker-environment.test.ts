import { describe, expect, it } from 'vitest'
import { peerEnvironment } from '../../src/peers/worker-environment.js'

describe('peerEnvironment', () => {
  it('should take away what slows OpenBLAS down and say how many threads there are', () => {
    const inherited = { PATH: '/bin', OPENBLAS_CORETYPE: 'Haswell', OPENBLAS_L2_SIZE: '512', OMP_NUM_THREADS: '64' }
    const environment = peerEnvironment(2, { KERAS_BACKEND: 'jax' }, inherited)
    expect(environment).toMatchObject({ PATH: '/bin', OMP_NUM_THREADS: '2', NPROC: '2', KERAS_BACKEND: 'jax' })
    expect(Object.keys(environment).filter((name) => /CORETYPE|L2_SIZE/.test(name))).toEqual([])
  })
})
