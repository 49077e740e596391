import type { BytesBackend } from './bytes-backend.ts';

/**
 * The browser's own files (OPFS): bytes go to the disk as they are, and a blob of two gigabytes is never in memory.
 * undefined where there are none, or none that a page may write: plain http, Safari before 26.
 */
export async function openFiles(folder: string): Promise<BytesBackend | undefined> {
  if (!('FileSystemFileHandle' in globalThis)) return undefined;
  if (!('createWritable' in FileSystemFileHandle.prototype)) return undefined;
  const directory = () =>
    navigator.storage
      .getDirectory()
      .then((root) => root.getDirectoryHandle(folder, { create: true }));
  try {
    await directory();
  } catch {
    return undefined;
  }
  const remove = async (name: string): Promise<void> => {
    await (await directory()).removeEntry(name).catch((error) => {
      if (!isMissing(error)) throw error;
    });
  };
  return {
    remove,
    async put(name, blob) {
      const file = await (await directory()).getFileHandle(name, { create: true });
      const writable = await file.createWritable();
      try {
        await writable.write(blob);
        await writable.close();
      } catch (error) {
        await writable.abort().catch(() => {});
        // It was made empty, and would be taken for the file.
        await remove(name);
        throw error;
      }
    },
    async get(name) {
      try {
        return await (await (await directory()).getFileHandle(name)).getFile();
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async names() {
      return await Array.fromAsync((await directory()).keys());
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotFoundError';
}
