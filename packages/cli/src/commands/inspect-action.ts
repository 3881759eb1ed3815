import { extname } from 'node:path'
import { WordloomError } from '@wordloom/core'
import { describeModelFolder } from '../inspect/model-folder.js'
import { describeOnnx } from '../inspect/onnx-file.js'
import { describeSafetensors } from '../inspect/safetensors-file.js'
import { describeVectors } from '../inspect/vector-file.js'
import type { Description } from '../inspect/description.js'
import { write, type CommandIo } from '../io.js'
import type { OutputModeOptions } from '../options/shared-options.js'
import { writeJson } from '../output/json.js'
import { alignColumns } from '../output/table.js'
import { kindOf } from '../output-path.js'
import { bundledVectors } from '../vectors/locate-vectors.js'

/** Says what is in a folder or file. */
export async function inspect(path: string, options: OutputModeOptions, io: CommandIo): Promise<void> {
  const { json, tables } = await describe(path)
  if (options.json === true) await writeJson(io, json)
  else await write(io.stdout, tables.map((table) => alignColumns(table)).join('\n'))
}

async function describe(path: string): Promise<Description> {
  const kind = await kindOf(path)
  if (kind === 'folder') return describeModelFolder(path)
  if (kind === undefined) {
    if (bundledVectors.includes(path)) return describeVectors(path)
    throw new WordloomError('FILE_NOT_FOUND', 'There is nothing to inspect', { file: path })
  }
  switch (extname(path).toLowerCase()) {
    case '.onnx':
      return describeOnnx(path)
    case '.safetensors':
      return describeSafetensors(path)
    default:
      return describeVectors(path)
  }
}
