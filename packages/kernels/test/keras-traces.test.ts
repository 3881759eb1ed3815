import { readdirSync, readFileSync } from 'node:fs'
import { createKernelsEngine } from '@wordloom/kernels'
import { engineConformance } from '@wordloom/core/testing'
import { describe, expect, it } from 'vitest'

const figures = new URL('../../../reference/keras/figures/', import.meta.url)
const names = readdirSync(figures).filter((name) => /^traces-.*\.safetensors$/.test(name))
const traces = new Map(names.map((name) => [name, readFileSync(new URL(name, figures))]))

describe('the kernels engine and Keras', () => {
  it('should have traces of both tasks and of a frozen embedding', () => {
    expect(names).toEqual([
      'traces-binary-frozen-embedding.safetensors',
      'traces-binary.safetensors',
      'traces-multi-class.safetensors',
    ])
  })

  const tolerance = { loss: 2e-6, probability: 1e-6, weight: 1e-5 }
  for (const { name, run } of engineConformance(createKernelsEngine, traces, tolerance)) it(name, run)
})
