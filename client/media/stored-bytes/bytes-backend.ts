/** Where blobs lie under names. `put` replaces whole: a reader never sees a part. */
export type BytesBackend = {
  put(name: string, blob: Blob): Promise<void>;
  get(name: string): Promise<Blob | undefined>;
  remove(name: string): Promise<void>;
  names(): Promise<string[]>;
};
