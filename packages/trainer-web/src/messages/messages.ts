import type { Batch, PredictOptions, Prediction, TrainingEvent, TrainingOptions, WriteOptions } from '@wordloom/core'
import type { SentFailure } from './sent-failure.js'
import type { SentModel, SentVocabulary } from './sent-model.js'

/** What crunches the numbers in a browser. */
export type WebBackend = 'kernels' | 'webgpu' | 'webgl' | 'wasm' | 'cpu'

/** How a worker works; it is told once. */
export interface WorkerSettings {
  readonly backend: 'auto' | WebBackend
  readonly threads?: number | undefined
  readonly deterministic: boolean
  /** IndexedDB database of models and checkpoints. */
  readonly database: string
  /** Where the files of tfjs' wasm backend are served: an address that ends with a slash. */
  readonly wasmFiles?: string | undefined
}

/** The first message to a worker; everything else goes over the port. */
export interface StartMessage {
  readonly settings: WorkerSettings
  readonly port: MessagePort
}

/** A training's request without what cannot be sent. */
export interface SentRequest {
  readonly options: Omit<TrainingOptions, 'validation' | 'embedding' | 'signal' | 'onEvent'>
  /** The rows were sent before. */
  readonly rows?: 'sent'
  /** The rows are asked for. */
  readonly dataset?: { readonly shuffleBuffer?: number | undefined }
  readonly validation?: number | 'sent' | 'dataset'
  /** The vectors are asked for. `name` is absent for an embedding that was passed as it is. */
  readonly embedding?: { readonly name?: string | undefined; readonly dimension?: number | undefined }
}

/** A part of the rows of a training: many rows are sent in several messages, since sending holds up the page. */
export interface SentRows {
  readonly texts: readonly string[]
  readonly labels: readonly (string | readonly string[])[]
  readonly weights?: readonly number[]
}

/** A classifier that lives in the worker, and its model for the page. */
export interface SentClassifier {
  readonly classifier: number
  readonly model: SentModel
}

/** Everything that a worker does: what it needs and what it gives. */
export interface Work {
  readonly train: { readonly needs: SentRequest; readonly gives: SentClassifier }
  readonly classify: { readonly needs: { readonly model: SentModel }; readonly gives: { readonly classifier: number } }
  readonly predict: {
    readonly needs: {
      readonly classifier: number
      readonly texts: readonly string[]
      readonly options: Omit<PredictOptions, 'signal'>
    }
    readonly gives: Prediction[]
  }
  readonly predictBatch: {
    readonly needs: { readonly classifier: number; readonly batch: Batch }
    readonly gives: Float32Array
  }
  readonly save: {
    readonly needs: { readonly model: SentModel; readonly folder: string; readonly options: WriteOptions }
    readonly gives: void
  }
  readonly load: { readonly needs: { readonly folder: string }; readonly gives: SentClassifier }
  readonly zip: { readonly needs: { readonly model: SentModel }; readonly gives: Blob }
  readonly unzip: { readonly needs: { readonly zip: Blob; readonly name: string }; readonly gives: SentClassifier }
}

/** What a page tells a worker. */
export type PageMessage =
  | {
      [Name in keyof Work]: { readonly type: Name; readonly call: number; readonly needs: Work[Name]['needs'] }
    }[keyof Work]
  | { readonly type: 'rows'; readonly call: number; readonly of: 'training' | 'validation'; readonly rows: SentRows }
  | { readonly type: 'cancel'; readonly call: number }
  | { readonly type: 'dispose'; readonly classifier: number }
  | { readonly type: 'answer'; readonly question: number; readonly answer: Answer }
  | { readonly type: 'no answer'; readonly question: number }

/** What a worker asks the page that has the request. */
export type Question =
  | { readonly type: 'embedding'; readonly words?: readonly string[]; readonly limit?: number }
  /** The next rows of a pass over a dataset. */
  | { readonly type: 'rows'; readonly of: 'training' | 'validation'; readonly pass: number }
  /** No more rows of this pass are wanted. */
  | { readonly type: 'end of pass'; readonly of: 'training' | 'validation'; readonly pass: number }

/** What a page answers. */
export type Answer =
  | {
      readonly type: 'embedding'
      readonly vocabulary: SentVocabulary
      readonly dimension: number
      readonly matrix: Float32Array
    }
  | { readonly type: 'rows'; readonly rows: readonly SentRow[]; readonly isLast: boolean }

/** One row of a dataset. */
export interface SentRow {
  readonly text: string
  readonly label: string | readonly string[]
  readonly weight?: number
}

/** What a worker tells a page. */
export type WorkerMessage =
  | { readonly type: 'done'; readonly call: number; readonly gives: Work[keyof Work]['gives'] }
  /** A training that was cancelled may have a classifier all the same. */
  | { readonly type: 'failed'; readonly call: number; readonly failure: SentFailure; readonly best?: SentClassifier }
  | { readonly type: 'event'; readonly call: number; readonly event: TrainingEvent }
  | { readonly type: 'question'; readonly call: number; readonly question: number; readonly asks: Question }
  | { readonly type: 'notice'; readonly notice: string }
