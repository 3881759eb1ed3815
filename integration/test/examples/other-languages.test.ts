import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { npm } from '../packages.js'
import { examplesFolder } from './started-example.js'

const expected = [
  /^billing \(\d+%\): My invoice is too high$/m,
  /^delivery \(\d+%\): The courier never brought my parcel$/m,
  /^technical \(\d+%\): I cannot remember my password$/m,
]

function works(tool: string, ...parameters: readonly string[]): boolean {
  try {
    execFileSync(tool, parameters, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const python = process.env['WORDLOOM_PYTHON'] ?? 'python3'
const hasPython = works(python, '-c', 'import numpy, onnxruntime')
const pythonTitle = hasPython
  ? 'with Python'
  : 'skipped: no Python with onnxruntime (looked for WORDLOOM_PYTHON, python3)'

describe.skipIf(!hasPython)(`the example in Python ${pythonTitle}`, () => {
  it('should classify with the exported file', async () => {
    const folder = join(examplesFolder, 'python')
    await npm(folder, 'run', 'export')
    const output = execFileSync(python, ['classify.py'], { cwd: folder, encoding: 'utf8' })
    for (const line of expected) expect(output).toMatch(line)
  })
})

const javaFolder = join(examplesFolder, 'java')
const hasJava = works('java', '--version') && works('mvn', '--version')
/** Without a network Maven may lack the plugins or ONNX Runtime: this is no failure of the example. */
const canBuild = hasJava && works('mvn', '--quiet', '--batch-mode', '--file', join(javaFolder, 'pom.xml'), 'compile')
const javaTitle = canBuild
  ? 'with Java'
  : `skipped: ${hasJava ? 'Maven could not get or compile what it needs' : 'no Java with Maven'}`

describe.skipIf(!canBuild)(`the example in Java ${javaTitle}`, () => {
  it('should classify with the exported file', async () => {
    const output = stripVTControlCharacters(await npm(javaFolder, 'start'))
    for (const line of expected) expect(output).toMatch(line)
  })
})
