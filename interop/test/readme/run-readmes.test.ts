import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { WordloomError } from '@wordloom/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { cacheFolder, interopFolder } from '../../src/folders.js'
import { exportWithReadme, programOf, type ReadmeExport } from '../../src/readme/readme-export.js'
import { readmeLanguages, type ReadmeLanguage } from '../../src/readme/readme-languages.js'
import { runReadmes } from '../../src/readme/run-readmes.js'

// Inside of the repository, so that Node finds the runtime.
const context = { cache: join(cacheFolder, 'test'), onProgress() {} }
const javascript = readmeLanguages.find(({ tag }) => tag === 'js')!

function languageThat(prepare: ReadmeLanguage['prepare']): ReadmeLanguage {
  return { ...javascript, prepare }
}

describe('the README beside an export', () => {
  let readme: ReadmeExport
  beforeAll(async () => void (readme = await exportWithReadme('tokens', context.cache)))

  it('should have a program in each language', () => {
    for (const { tag } of readmeLanguages) expect(programOf(readme.readme, tag)).toContain('tokens in.onnx')
    expect(readme.readme.match(/^```\w/gm)).toHaveLength(readmeLanguages.length)
  })

  it('should name the packages for Rust in the versions that are run', async () => {
    const ids = await exportWithReadme('ids', context.cache)
    const manifest = (name: string): Promise<string> =>
      readFile(join(interopFolder, `programs/rust/${name}/Cargo.toml`), 'utf8')
    const [, ort] = /^ort = .*"=([^"]+)", default-features = false/m.exec(await manifest('ort'))!
    const [, tract] = /^tract-onnx = .*"=(\d+\.\d+)/m.exec(await manifest('tract'))!
    expect(readme.readme).toContain(`cargo add ort@${ort} --no-default-features`)
    expect(ids.readme).toContain(`cargo add tract-onnx@${tract}`)
  })
})

describe('runReadmes', () => {
  it('should agree with Wordloom in JavaScript', async () => {
    const [result] = await runReadmes(context, [javascript])
    expect(result!.programs.map(({ inputs }) => inputs)).toEqual(['ids', 'tokens', 'text'])
    for (const { failure, largestDifference } of result!.programs) {
      expect(failure).toBeUndefined()
      expect(largestDifference).toBeLessThan(1e-6)
    }
  })

  it.each([
    ['prints something else', 'console.log(0.5, 0.25)', 'prints 2 numbers'],
    ['answers wrongly', 'console.log(0.1, 0.1, 0.1, 0.1, 0.1, 0.1)', 'differs'],
    ['fails', 'throw new Error("no such model")', 'no such model'],
  ])('should find a program that %s', async (_, source, failure) => {
    const prepare: ReadmeLanguage['prepare'] = async (given) => {
      const run = await javascript.prepare(given)
      return (program) => run({ ...program, source })
    }
    const [result] = await runReadmes(context, [languageThat(prepare)])
    for (const program of result!.programs) expect(program.failure).toContain(failure)
  })

  it('should name a language that cannot be had', async () => {
    const prepare = (): Promise<never> => Promise.reject(new WordloomError('TOOL_MISSING', 'There is no compiler'))
    const [result] = await runReadmes(context, [languageThat(prepare)])
    expect(result).toEqual({ language: 'JavaScript', missing: 'There is no compiler.', programs: [] })
  })
})
