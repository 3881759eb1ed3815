/** Named files of one folder: plain names without separators. */
export type FolderFiles = ReadonlyMap<string, Uint8Array>

/** What may happen to what is there already. */
export interface WriteOptions {
  /** Replace what is there. Without it an existing path is refused with `FILE_EXISTS`. @defaultValue false */
  readonly overwrite?: boolean
}

/**
 * Where models and exported files are kept. Writes are all or nothing: a reader sees the old content or the new, also
 * after a crash or on a full disk.
 */
export interface FileStore {
  /** Throws `FILE_NOT_FOUND` or `FILE_READ_FAILED`. */
  readFile(path: string): Promise<Uint8Array>
  /** Throws `FILE_EXISTS` or `FILE_WRITE_FAILED`. */
  writeFile(path: string, bytes: Uint8Array, options?: WriteOptions): Promise<void>
  /** Every file directly in the folder. Throws `FILE_NOT_FOUND` or `FILE_READ_FAILED`. */
  readFolder(path: string): Promise<FolderFiles>
  /** Throws `FILE_EXISTS` or `FILE_WRITE_FAILED`. */
  writeFolder(path: string, files: FolderFiles, options?: WriteOptions): Promise<void>
}

/** A {@link FileStore} that can also tell what it holds and let go of it. Checkpoints need one. */
export interface ListableFileStore extends FileStore {
  /**
   * Names of the files and folders directly in a folder, sorted by UTF-16 code units, without what is still being written;
   * none when there is no such folder. Throws `FILE_READ_FAILED`.
   */
  list(path: string): Promise<string[]>
  /**
   * Removes a file, or a folder with all it holds: a reader sees all of it or nothing. Nothing there is no error. Throws
   * `FILE_WRITE_FAILED`.
   */
  remove(path: string): Promise<void>
}
