import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { tensorflowWheels, wheelFor } from '../../src/tfjs-node/tensorflow-wheels.js'
import { inWorkFolder } from '../../src/tfjs-node/work-folder.js'

it('should have a wheel for Linux, with its hash', () => {
  for (const platform of ['linux-x64', 'linux-arm64']) {
    const wheel = wheelFor({ platform, glibc: '2.36' })
    expect(wheel).toBe(tensorflowWheels[platform])
    expect(wheel.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(wheel.file).toContain(wheel.platform)
  }
})

it.each([
  ['another platform', { platform: 'darwin-arm64', glibc: undefined }, /linux-x64 or linux-arm64.*darwin-arm64/],
  ['musl', { platform: 'linux-x64', glibc: undefined }, /musl.*kernels/],
  ['an old glibc', { platform: 'linux-x64', glibc: '2.17' }, /glibc 2\.27.*glibc 2\.17/],
])('should refuse %s', (_, machine, message) => {
  expect(() => wheelFor(machine)).toThrow(message)
  expect(() => wheelFor(machine)).toThrow(expect.objectContaining({ code: 'RUNTIME_UNSUPPORTED' }))
})

it('should say that the disk has not enough space, before anything is written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wordloom-setup-'))
  const work = inWorkFolder(folder, 1e18, async () => expect.unreachable())
  await expect(work).rejects.toMatchObject({
    code: 'FILE_WRITE_FAILED',
    message: expect.stringMatching(/enough space/),
  })
  expect(await readdir(folder)).toEqual([])
  await rm(folder, { recursive: true })
})
