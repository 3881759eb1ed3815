import type { Classifier } from './contracts/classifier.js'
import type { EmbeddingSource } from './contracts/embedding-source.js'
import type { Exporter, ExportOptions, ExportResult } from './contracts/exporter.js'
import type { FileStore, WriteOptions } from './contracts/file-store.js'
import type { Trainer, TrainingRun, TrainRequest } from './contracts/trainer.js'
import { WordloomError } from './errors.js'
import { decodeModelFolder, encodeModelFolder } from './model/model-folder.js'
import type { TrainedModel } from './model/trained-model.js'

/** What `wordloom().use()` takes. */
export type Plugin = EmbeddingSource | Trainer | Exporter

/**
 * Plugins put together. Each `use` gives a new object; nothing is registered anywhere else.
 *
 * @typeParam Format - formats of the exporters in use.
 */
export interface Loom<Format extends string = never> {
  /**
   * Adds a plugin. A later source or trainer takes the place of an earlier one, a later exporter that of an earlier one
   * for the same format.
   * @throws WordloomError `PLUGIN_INVALID`
   */
  use<NewFormat extends string>(exporter: Exporter<NewFormat>): Loom<Format | NewFormat>
  /** Adds a source or a trainer in place of the one before. Throws `PLUGIN_INVALID`. */
  use(plugin: EmbeddingSource | Trainer): Loom<Format>
  /**
   * Trains on the source in use, unless the request names another embedding.
   * @throws WordloomError `PLUGIN_MISSING` without a trainer.
   */
  train<const Label extends string>(request: TrainRequest<Label>): TrainingRun<Label>
  /** Writes a model folder. Throws `PLUGIN_MISSING` where no plugin brings files, `FILE_EXISTS`, `FILE_WRITE_FAILED`. */
  save(model: TrainedModel, folder: string, options?: WriteOptions): Promise<void>
  /** Reads a model folder and makes it predict. Throws what `decodeModelFolder` throws. */
  load(folder: string): Promise<Classifier>
  /**
   * Exports and writes the model's file to `path` and files that belong to it beside it; without a path nothing is
   * written.
   * @throws WordloomError `PLUGIN_MISSING`, what the exporter throws, `FILE_EXISTS`, `FILE_WRITE_FAILED`
   */
  export(
    classifier: Classifier,
    format: Format,
    path?: string,
    options?: ExportOptions & WriteOptions,
  ): Promise<ExportResult>
}

interface Plugins {
  readonly source?: EmbeddingSource
  readonly trainer?: Trainer
  readonly exporters: ReadonlyMap<string, Exporter>
}

/** Starts without any plugin. */
export function wordloom(): Loom {
  return loomOf({ exporters: new Map() })
}

function loomOf<Format extends string>(plugins: Plugins): Loom<Format> {
  const trainer = (): Trainer => plugins.trainer ?? missing('a trainer', 'nodeTrainer() of @wordloom/trainer-node')
  const files = (): FileStore =>
    plugins.trainer?.files ?? missing('a trainer that brings files', 'nodeTrainer() of @wordloom/trainer-node')
  return {
    use(plugin: Plugin) {
      return loomOf(withPlugin(plugins, plugin))
    },
    train: (request) =>
      trainer().train(
        plugins.source === undefined || request.embedding !== undefined
          ? request
          : { ...request, embedding: plugins.source },
      ),
    save: (model, folder, options) => files().writeFolder(folder, encodeModelFolder(model), options),
    load: async (folder) => trainer().createClassifier(decodeModelFolder(await files().readFolder(folder), folder)),
    async export(classifier, format, path, options) {
      const exporter =
        plugins.exporters.get(format) ?? missing(`an exporter for '${format}'`, 'onnx() of @wordloom/onnx-export')
      const store = path === undefined ? undefined : files()
      const named = path === undefined ? options : { fileName: path.slice(folderLength(path)), ...options }
      const result = await exporter.export(classifier, named)
      if (store !== undefined && path !== undefined) await writeBeside(store, path, result, options)
      return result
    },
  }
}

function withPlugin(plugins: Plugins, plugin: Plugin): Plugins {
  switch (plugin.kind) {
    case 'source':
      return { ...plugins, source: plugin }
    case 'trainer':
      return { ...plugins, trainer: plugin }
    case 'exporter':
      return { ...plugins, exporters: new Map(plugins.exporters).set(plugin.format, plugin) }
    default:
      throw new WordloomError('PLUGIN_INVALID', 'This is no plugin', {
        expected: "an object whose kind is 'source', 'trainer' or 'exporter'",
        received: typeof plugin,
        hint: 'Call the factory: use(nodeTrainer()), not use(nodeTrainer).',
      })
  }
}

async function writeBeside(
  store: FileStore,
  path: string,
  result: ExportResult,
  options?: WriteOptions,
): Promise<void> {
  const folder = path.slice(0, folderLength(path))
  for (const [name, bytes] of result.files) {
    await store.writeFile(name === result.mainFile ? path : `${folder}${name}`, bytes, options)
  }
}

function folderLength(path: string): number {
  return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1
}

function missing(what: string, example: string): never {
  throw new WordloomError('PLUGIN_MISSING', `This needs ${what}`, { hint: `Pass one to use(), such as ${example}.` })
}
