import { mkdir, readdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { downloadFinding } from '../../src/doctor/download-finding.js'
import { vectorFolderFinding } from '../../src/doctor/vector-folder-finding.js'
import { temporaryFolder } from '../support/temporary-folder.js'

const folder = temporaryFolder()

describe('vectorFolderFinding', () => {
  it('should look at a folder that is not there without creating it', async () => {
    const finding = await vectorFolderFinding(folder.path('not/there'))
    expect(finding).toMatchObject({ name: 'vector-folder', found: expect.stringContaining('not there yet: ') })
    expect(await readdir(folder.path('.'))).not.toContain('not')
  })

  it('should say what is there', async () => {
    await mkdir(folder.path('cache'))
    expect((await vectorFolderFinding(folder.path('cache'))).found).toMatch(/^no vectors: /)
    await folder.write('cache/a.txt', 'a 1 2\n')
    await folder.write('cache/glove.6B.50d.txt.part', 'the 1')
    expect((await vectorFolderFinding(folder.path('cache'))).found).toMatch(/^2 files, 11 B: .*cache( \(.* free\))?$/)
  })

  it('should say when nothing can be written there, or not much', async () => {
    const at = { isThere: true, isWritable: true, free: 2e9 }
    const path = folder.path('cache')
    expect(await vectorFolderFinding(path, async () => at)).toEqual({
      name: 'vector-folder',
      status: 'ok',
      found: `2 files, 11 B: ${path} (2.00 GB free)`,
    })
    const full = await vectorFolderFinding(path, async () => ({ ...at, free: 5e6 }))
    expect(full).toMatchObject({ status: 'limited', found: expect.stringContaining('(only 5.00 MB free)') })
    const locked = await vectorFolderFinding(path, async () => ({ ...at, isWritable: false }))
    expect(locked).toMatchObject({ status: 'limited', remedy: expect.stringContaining('WORDLOOM_CACHE') })
  })
})

describe('downloadFinding', () => {
  it('should say that nothing stands in the way', () => {
    expect(downloadFinding({})).toEqual({ name: 'downloads', status: 'ok', found: 'allowed, without a proxy' })
    expect(downloadFinding({ WORDLOOM_OFFLINE: '0', HTTPS_PROXY: '' }).found).toBe('allowed, without a proxy')
  })

  it('should name proxies and mirrors without their passwords, in lower case first', () => {
    const finding = downloadFinding({
      HTTPS_PROXY: 'http://ignored:1',
      https_proxy: 'http://me:secret@proxy.example:3128',
      NO_PROXY: 'localhost,.example.org',
      WORDLOOM_VECTORS_MIRROR: 'https://u:p@files.example/glove/ https://other.example',
    })
    expect(finding.found).toBe(
      'allowed, by proxy: HTTPS_PROXY http://proxy.example:3128; except for localhost,.example.org; ' +
        'mirrors: https://files.example/glove/, https://other.example',
    )
  })

  it('should say that downloads are switched off', () => {
    expect(downloadFinding({ WORDLOOM_OFFLINE: '1' })).toMatchObject({
      status: 'limited',
      found: 'switched off by WORDLOOM_OFFLINE',
      consequence: expect.any(String),
      remedy: expect.any(String),
    })
  })
})
