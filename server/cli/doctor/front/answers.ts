import type { SeenRequest } from '../../../doctor/watch.ts';
import { isPublic } from '../../../http/plain.ts';
import { type Finding, toFinding } from '../finding.ts';
import { type Asker, toOwnPath } from './asker.ts';
import { isDirect } from './origin.ts';
import { withTimeout } from './timeout.ts';

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

/** Checks what becomes of replies on their way: headers, compression, the page itself. */
export async function checkAnswers(
  asker: Asker,
  seen: SeenRequest,
  now: number,
): Promise<Finding[]> {
  const [got, sent] = await Promise.all([
    asker.ask('/', 'page', { headers: PAGE }),
    asker.askDirect('/', seen, PAGE),
  ]);
  const [page, whole] = await Promise.all([got.bytes(), sent.bytes()]);
  const names = KEPT.filter((name) => got.headers.get(name) !== sent.headers.get(name));
  return [
    ...(await metrics(asker)),
    names.length > 0
      ? toFinding('headers.changed', { names: names.join(', ') })
      : toFinding('headers.ok'),
    ...(seen.https ? hsts(asker.url, got) : []),
    ...clock(got, now),
    await compression(asker, got, sent, Buffer.compare(page, whole) === 0),
  ];
}

/** A server without a proxy is asked from its own machine here, which may look. */
async function metrics(asker: Asker): Promise<Finding[]> {
  if (isDirect(asker.url, asker.target)) return [];
  return (await asker.ask('/metrics', 'metrics')).ok ? [toFinding('metrics.open')] : [];
}

function hsts({ protocol, hostname }: URL, { headers }: Response): Finding[] {
  if (protocol !== 'https:' || !isPublic(hostname)) return [];
  const value = headers.get('strict-transport-security');
  if (value === null) return [toFinding('hsts.none')];
  return [toFinding(value.includes(',') ? 'hsts.twice' : 'hsts.ok')];
}

function clock({ headers }: Response, now: number): Finding[] {
  const date = Date.parse(headers.get('date') ?? '');
  const seconds = Math.round(Math.abs(now - date) / 1000);
  return seconds > APART_S ? [toFinding('clock.apart', { seconds })] : [];
}

async function compression(
  asker: Asker,
  page: Response,
  sent: Response,
  same: boolean,
): Promise<Finding> {
  const of = ({ headers }: Response): string => headers.get('content-encoding') ?? '';
  if (of(sent) !== '' && of(page) === '') return toFinding('encoding.lost');
  if (of(page) !== of(sent)) return toFinding('encoding.other', { got: of(page), sent: of(sent) });
  if (!same) return toFinding('encoding.changed');
  const api = await asker.ask('/api/server', 'api-encoding', {
    headers: { 'accept-encoding': 'br, gzip' },
  });
  return of(api) === '' ? toFinding('encoding.ok') : toFinding('encoding.api', { got: of(api) });
}

/**
 * Replies of one person, and the worker that decides which version of the app runs, must come from the server each
 * time.
 */
export async function checkCaches(asker: Asker, seen: SeenRequest): Promise<Finding[]> {
  const findings = await Promise.all(
    ['/api/server', '/sw.js'].map((path) => kept(asker, seen, path)),
  );
  const faults = findings.flat();
  return faults.length > 0 ? faults : [toFinding('cache.ok')];
}

async function kept(asker: Asker, seen: SeenRequest, path: string): Promise<Finding[]> {
  const sent = await asker.askDirect(path, seen);
  await (await asker.ask(path, `${path}#1`)).bytes();
  const again = await asker.ask(path, `${path}#2`);
  if (!(await asker.seen(`${path}#2`)) || again.headers.has('age'))
    return [toFinding('cache.kept', { path })];
  const control = ({ headers }: Response): string => headers.get('cache-control') ?? '';
  if (control(again) === control(sent)) return [];
  return [toFinding('cache.control', { path, got: control(again), sent: control(sent) })];
}

const BODY = 200_000;
/** What a proxy that keeps nothing back passes on at once. */
const HELD_MS = 2_000;

/** A body as large as those of the API may be, and whether it arrives as it is sent. */
export async function checkBodySize(asker: Asker): Promise<Finding[]> {
  const whole = await asker.ask(toOwnPath(), 'body', {
    method: 'POST',
    body: new Uint8Array(BODY),
  });
  const arrived = whole.ok ? ((await whole.json()) as { bytes?: number }).bytes : undefined;
  if (arrived !== BODY) return [toFinding('body.cut', { status: `${whole.status}` })];
  return [toFinding('body.ok'), await upload(asker)];
}

async function upload(asker: Asker): Promise<Finding> {
  let streamed = false;
  async function* halves() {
    yield new Uint8Array(32_768);
    const end = performance.now() + HELD_MS;
    while (!streamed && performance.now() < end) {
      streamed = ((await asker.seen('upload'))?.bytes ?? 0) > 0;
      // Asking again at once would reach the machine that the reply came from.
      if (!streamed) await Bun.sleep(25);
    }
    yield new Uint8Array(1);
  }
  const answer = await asker.ask(toOwnPath(), 'upload', {
    method: 'POST',
    body: bodyOf(halves()),
  });
  await answer.bytes();
  return toFinding(streamed ? 'upload.ok' : 'upload.held');
}

/** The second half of the reply is held until the first has arrived, or has had its time. */
export async function checkStream(asker: Asker): Promise<Finding[]> {
  const asked = asker.ask(toOwnPath('stream'), 'stream');
  const first = asked.then(
    async (answer) => (await answer.body?.getReader().read())?.done === false,
  );
  const streamed = await withTimeout(HELD_MS, first, false);
  await asker.release();
  await first;
  return [toFinding(streamed ? 'stream.ok' : 'stream.held')];
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
