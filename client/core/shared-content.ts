/**
 * What another app has shared with this one. The service worker keeps it on the device, for the page that asks where it goes:
 * nothing of it is in an address, and no server sees it before it is sent. Signing out takes it along, as all that is in
 * caches.
 */
export const SHARE_PATH = '/share';

/** What an app may call the parts of what it shares, as the manifest says. */
export const SHARE_PARTS = { title: 'title', text: 'text', url: 'url', files: 'files' } as const;

const CACHE = 'payambar-shared';
const FACTS = '/shared/facts';
const fileAt = (place: number): string => `/shared/${place}`;

const FILES_MOST = 50;
const BYTES_MOST = 2_000_000_000;
const TEXT_MOST = 20_000;
/** Nobody remembers tomorrow what they meant to send. */
const KEPT_MS = 24 * 3_600_000;

type Facts = {
  at: number;
  text: string;
  files: { name: string; type: string }[];
  /** So many files were more than are kept, or did not fit on the device. */
  left: number;
};
export type SharedContent = { text: string; files: File[]; left: number };

/** Instead of what was shared before. Never rejects: what does not fit is counted. */
export async function keepShared(request: Request, now: number): Promise<void> {
  await forgetShared();
  const form = await request.formData().catch(() => undefined);
  const given = form?.getAll(SHARE_PARTS.files) ?? [];
  const files = given.filter((one): one is File => typeof one !== 'string' && one.size > 0);
  const facts: Facts = { at: now, text: form ? textOf(form) : '', files: [], left: form ? 0 : 1 };
  try {
    const cache = await caches.open(CACHE);
    let bytes = 0;
    for (const file of files) {
      bytes += file.size;
      const place = facts.files.length;
      const fits = place < FILES_MOST && bytes <= BYTES_MOST;
      if (fits && (await keepFile(cache, fileAt(place), file)))
        facts.files.push({ name: file.name, type: file.type });
      else facts.left += 1;
    }
    await cache.put(FACTS, Response.json(facts));
  } catch {
    // There is no room even for this: the page finds nothing, and says so.
  }
}

async function keepFile(cache: Cache, path: string, file: File): Promise<boolean> {
  return await cache.put(path, new Response(file)).then(
    () => true,
    () => false,
  );
}

/** A link that the text has already is not said twice. */
function textOf(form: FormData): string {
  const { title, text, url } = SHARE_PARTS;
  const said = [title, text, url].map((part) => form.get(part));
  const lines: string[] = [];
  for (const line of said)
    if (typeof line === 'string' && line.trim() !== '' && !lines.join('\n').includes(line.trim()))
      lines.push(line.trim());
  return lines.join('\n').slice(0, TEXT_MOST);
}

/** undefined: nothing is kept, or for too long. */
export async function readShared(now: number): Promise<SharedContent | undefined> {
  const facts = await readSharedFacts(now);
  if (!facts) return undefined;
  const cache = await caches.open(CACHE);
  const files: File[] = [];
  for (const [place, { name, type }] of facts.files.entries()) {
    const kept = await cache.match(fileAt(place));
    if (kept) files.push(new File([await kept.blob()], name, { type }));
  }
  return { text: facts.text, files, left: facts.left };
}

/** What has been kept for too long goes. */
export async function readSharedFacts(now: number): Promise<Facts | undefined> {
  if (!('caches' in globalThis) || !(await caches.has(CACHE))) return undefined;
  const cache = await caches.open(CACHE);
  const facts: Facts | undefined = await (await cache.match(FACTS))?.json();
  if (facts && now - facts.at <= KEPT_MS) return facts;
  await forgetShared();
  return undefined;
}

export async function forgetShared(): Promise<void> {
  if ('caches' in globalThis) await caches.delete(CACHE).catch(() => false);
}
