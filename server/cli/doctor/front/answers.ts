import type { Seen } from '../../../doctor/watch.ts';
import { isPublic } from '../../../http/plain.ts';
import { type Finding, found } from '../finding.ts';
import { type Asker, ownPath } from './asker.ts';
import { isDirect } from './origin.ts';
import { within } from './within.ts';

const APART_S = 60;
/** A page that has lost one of these is open to what they keep out. */
const KEPT = [
  'content-security-policy',
  'x-content-type-options',
  'x-frame-options',
  'referrer-policy',
  'cross-origin-opener-policy',
  'permissions-policy',
];
const PAGE = { accept: 'text/html', 'accept-encoding': 'br, gzip' };

/** What becomes of answers on their way: headers, compression, the page itself. */
export async function lookAtAnswers(asker: Asker, seen: Seen, now: number): Promise<Finding[]> {
  const [got, sent] = await Promise.all([
    asker.ask('/', 'page', { headers: PAGE }),
    asker.askDirect('/', seen, PAGE),
  ]);
  const [page, whole] = await Promise.all([got.bytes(), sent.bytes()]);
  const names = KEPT.filter((name) => got.headers.get(name) !== sent.headers.get(name));
  return [
    ...(await metrics(asker)),
    names.length > 0 ? found('headers.changed', { names: names.join(', ') }) : found('headers.ok'),
    ...(seen.https ? hsts(asker.url, got) : []),
    ...clock(got, now),
    await compression(asker, got, sent, Buffer.compare(page, whole) === 0),
  ];
}

/** A server without a proxy is asked from its own machine here, which may look. */
async function metrics(asker: Asker): Promise<Finding[]> {
  if (isDirect(asker.url, asker.target)) return [];
  return (await asker.ask('/metrics', 'metrics')).ok ? [found('metrics.open')] : [];
}

function hsts({ protocol, hostname }: URL, { headers }: Response): Finding[] {
  if (protocol !== 'https:' || !isPublic(hostname)) return [];
  const value = headers.get('strict-transport-security');
  if (value === null) return [found('hsts.none')];
  return [found(value.includes(',') ? 'hsts.twice' : 'hsts.ok')];
}

function clock({ headers }: Response, now: number): Finding[] {
  const date = Date.parse(headers.get('date') ?? '');
  const seconds = Math.round(Math.abs(now - date) / 1000);
  return seconds > APART_S ? [found('clock.apart', { seconds })] : [];
}

async function compression(
  asker: Asker,
  page: Response,
  sent: Response,
  same: boolean,
): Promise<Finding> {
  const of = ({ headers }: Response): string => headers.get('content-encoding') ?? '';
  if (of(sent) !== '' && of(page) === '') return found('encoding.lost');
  if (of(page) !== of(sent)) return found('encoding.other', { got: of(page), sent: of(sent) });
  if (!same) return found('encoding.changed');
  const api = await asker.ask('/api/server', 'api-encoding', {
    headers: { 'accept-encoding': 'br, gzip' },
  });
  return of(api) === '' ? found('encoding.ok') : found('encoding.api', { got: of(api) });
}

/** Answers of one person, and the worker that decides which version of the app runs, come from the server each time. */
export async function lookAtCaches(asker: Asker, seen: Seen): Promise<Finding[]> {
  const findings = await Promise.all(
    ['/api/server', '/sw.js'].map((path) => kept(asker, seen, path)),
  );
  const faults = findings.flat();
  return faults.length > 0 ? faults : [found('cache.ok')];
}

async function kept(asker: Asker, seen: Seen, path: string): Promise<Finding[]> {
  const sent = await asker.askDirect(path, seen);
  await (await asker.ask(path, `${path}#1`)).bytes();
  const again = await asker.ask(path, `${path}#2`);
  if (!(await asker.seen(`${path}#2`)) || again.headers.has('age'))
    return [found('cache.kept', { path })];
  const control = ({ headers }: Response): string => headers.get('cache-control') ?? '';
  if (control(again) === control(sent)) return [];
  return [found('cache.control', { path, got: control(again), sent: control(sent) })];
}

const BODY = 200_000;
/** What a proxy that keeps nothing back passes on at once. */
const HELD_MS = 2_000;

/** A body as large as those of the API may be, and whether it arrives as it is sent. */
export async function lookAtBody(asker: Asker): Promise<Finding[]> {
  const whole = await asker.ask(ownPath(), 'body', {
    method: 'POST',
    body: new Uint8Array(BODY),
  });
  const arrived = whole.ok ? ((await whole.json()) as { bytes?: number }).bytes : undefined;
  if (arrived !== BODY) return [found('body.cut', { status: `${whole.status}` })];
  return [found('body.ok'), await upload(asker)];
}

async function upload(asker: Asker): Promise<Finding> {
  let streamed = false;
  async function* halves() {
    yield new Uint8Array(32_768);
    const end = performance.now() + HELD_MS;
    while (!streamed && performance.now() < end) {
      streamed = ((await asker.seen('upload'))?.bytes ?? 0) > 0;
      // Asking again at once would take the machine that the answer comes from.
      if (!streamed) await Bun.sleep(25);
    }
    yield new Uint8Array(1);
  }
  const answer = await asker.ask(ownPath(), 'upload', {
    method: 'POST',
    body: bodyOf(halves()),
  });
  await answer.bytes();
  return found(streamed ? 'upload.ok' : 'upload.held');
}

/** The second half of the answer is held until the first is here, or has had its time. */
export async function lookAtStream(asker: Asker): Promise<Finding[]> {
  const asked = asker.ask(ownPath('stream'), 'stream');
  const first = asked.then(
    async (answer) => (await answer.body?.getReader().read())?.done === false,
  );
  const streamed = await within(HELD_MS, first, false);
  await asker.release();
  await first;
  return [found(streamed ? 'stream.ok' : 'stream.held')];
}

function bodyOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream {
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}
