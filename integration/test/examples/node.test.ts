import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { inspectOnnx } from '@wordloom/onnx-export'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { npm } from '../packages.js'
import { examplesFolder, startedExample } from './started-example.js'

const texts = ['My invoice is too high', 'The courier never brought my parcel', 'I cannot remember my password']
const topics = ['billing', 'delivery', 'technical']

interface Answer {
  readonly predictions: readonly { readonly label: string; readonly probability: number }[]
}

/** Sends a JSON body to a path of a server. */
function post(url: string, body: unknown): Promise<Response> {
  const headers = { 'Content-Type': 'application/json' }
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function labelsOf(response: Response): Promise<string[]> {
  expect(response.status).toBe(200)
  const { predictions } = (await response.json()) as Answer
  return predictions.map(({ label }) => label)
}

describe('the script for Node', () => {
  const folder = join(examplesFolder, 'node-script')

  it('should train, predict and export', async () => {
    const output = await npm(folder, 'start')
    for (const [index, text] of texts.entries()) expect(output).toMatch(new RegExp(`${topics[index]} .*: ${text}`))
    const { inputs, outputs } = inspectOnnx(await readFile(join(folder, 'onnx/model.onnx')))
    expect([...inputs, ...outputs].map(({ name }) => name)).toEqual(['ids', 'probabilities'])
  })
})

describe('the service', () => {
  it('should answer, and refuse what is no list of texts', async () => {
    const url = await startedExample('service')
    expect(await labelsOf(await post(`${url}/classify`, { texts }))).toEqual(topics)
    for (const body of [{ texts: [] }, { texts: 'one' }, {}])
      expect((await post(`${url}/classify`, body)).status).toBe(400)
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok', labels: topics })
  })
})

describe('the serverless handler', () => {
  const folder = join(examplesFolder, 'serverless')

  it('should answer when served', async () => {
    const url = await startedExample('serverless')
    expect(await labelsOf(await post(url, { texts }))).toEqual(topics)
  })

  it('should answer from its bundle alone, and refuse what is no list of texts', async () => {
    await npm(folder, 'run', 'train')
    await npm(folder, 'run', 'bundle')
    const { handler } = (await import(pathToFileURL(join(folder, 'dist/handler.js')).href)) as {
      handler(request: Request): Promise<Response>
    }
    const ask = (body: string): Promise<Response> => handler(new Request('http://localhost/', { method: 'POST', body }))
    expect(await labelsOf(await ask(JSON.stringify({ texts })))).toEqual(topics)
    const wrong = ['', '[]', '{"texts":[]}', '{"texts":[1]}', JSON.stringify({ texts: Array(101).fill('') })]
    for (const body of wrong) expect((await ask(body)).status, body).toBe(400)
    expect((await handler(new Request('http://localhost/'))).status).toBe(405)
  })

  it('should take 40 KB at most beside the model, compressed', async () => {
    const { outputFiles } = await build({
      entryPoints: [join(folder, 'handler.ts')],
      external: ['./model/*'],
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      platform: 'browser',
    })
    const bytes = gzipSync(outputFiles[0]!.contents, { level: 9 }).length
    console.log(`serverless handler: ${bytes} bytes`)
    expect(bytes).toBeLessThan(40_000)
  })
})
