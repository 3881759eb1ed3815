import type { FolderFiles } from './file-store.js'
import type { Classifier } from './classifier.js'
import type { WorkOptions } from './progress.js'

/** What an exporter may use to check its work. */
export interface ExportOptions extends WorkOptions {
  /** Real texts to compare predictions on, besides the edge cases. */
  readonly sampleTexts?: readonly string[]
  /** Name that the main file will have; other files may be named after it. */
  readonly fileName?: string
}

/** Files for another runtime. */
export interface ExportResult {
  /** The file that carries the model, and files that belong beside it, by name. */
  readonly files: FolderFiles
  /** Name of the model's file in `files`. */
  readonly mainFile: string
}

/** The exporter plugin. */
export interface Exporter<Format extends string = string> {
  /** Tells it from other plugins. */
  readonly kind: 'exporter'
  /** For people: `onnx`. */
  readonly name: string
  /** What `loom.export(model, format, path)` asks for. */
  readonly format: Format
  /** Makes the files, and writes none of them. */
  export(classifier: Classifier, options?: ExportOptions): Promise<ExportResult>
}
