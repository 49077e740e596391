import type { Encrypter } from 'age-encryption';
import { createTarPacker } from 'modern-tar';
import { type CountTick, compress, save } from './bytes.ts';
import { MANIFEST, type Manifest } from './format.ts';

/** `source`: where the bytes of an entry lie now. */
export type Part = { path: string; size: number; source: string };
type Packer = ReturnType<typeof createTarPacker>['controller'];

/** Writes the archive to a new file, in constant memory. Ticks bytes of the parts. */
export async function writeArchive(
  target: string,
  manifest: Manifest,
  parts: readonly Part[],
  { encrypter, tick }: { encrypter: Encrypter | undefined; tick: CountTick },
): Promise<number> {
  const { readable, controller } = createTarPacker();
  const feeding = feed(controller, manifest, parts, tick).catch((error) => controller.error(error));
  try {
    const compressed = compress(readable);
    return await save(encrypter ? await encrypter.encrypt(compressed) : compressed, target);
  } catch (error) {
    // Otherwise writing would wait for ever for a reader of its bytes.
    controller.error(error);
    throw error;
  } finally {
    await feeding;
  }
}

async function feed(
  packer: Packer,
  manifest: Manifest,
  parts: readonly Part[],
  tick: CountTick,
): Promise<void> {
  const mtime = new Date(manifest.created);
  const text = new TextEncoder().encode(`${JSON.stringify(manifest)}\n`);
  const first = packer.add({ name: MANIFEST, size: text.length, mtime, mode: 0o600 }).getWriter();
  await first.write(text);
  await first.close();
  for (const { path, size, source } of parts) {
    const entry = packer.add({ name: path, size, mtime, mode: 0o600 }).getWriter();
    for await (const chunk of Bun.file(source).stream()) {
      await entry.write(chunk);
      tick(chunk.length);
    }
    await entry.close();
  }
  packer.finalize();
}
