import { Elysia } from 'elysia';
import { LIMITS } from '../../protocol/limits.ts';
import type { Doctor, Visit } from './watch.ts';

/** Where the doctor's own questions go: below /api, since proxies may treat that in a way of its own. */
export const PATH = '/api/doctor';

/**
 * Records the requests of the doctor, and answers its questions. It is no route: without a doctor that watches, and for
 * all other clients, the path does not exist.
 */
export function doctorRoutes(doctor: Pick<Doctor, 'visit'>) {
  return new Elysia({ name: 'doctor' }).onRequest(({ request }) => {
    const visit = doctor.visit(request);
    if (visit === undefined) return undefined;
    const { pathname, searchParams } = new URL(request.url);
    return pathname === PATH ? answerOf(request, searchParams, visit) : undefined;
  });
}

function answerOf(request: Request, asked: URLSearchParams, visit: Visit) {
  if (request.method === 'POST') return countBody(request, visit);
  if (asked.has('hold')) return holdAnswer(Number(asked.get('hold')), request.signal);
  if (asked.has('stream')) return streamParts(visit);
  return Response.json({ label: visit.seen.label });
}

/** Counts while it arrives: a proxy that keeps it until it is whole shows by that nothing does. */
async function countBody(request: Request, { seen }: Visit): Promise<Response> {
  for await (const chunk of request.body ?? []) seen.bytes += chunk.byteLength;
  return Response.json({ bytes: seen.bytes });
}

/** Like a long-poll, which says nothing until something happens. */
async function holdAnswer(seconds: number, gone: AbortSignal): Promise<Response> {
  const ms = 1000 * Math.min(LIMITS.waitMax, Math.max(0, seconds || 0));
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  gone.addEventListener('abort', () => resolve());
  await promise;
  clearTimeout(timer);
  return Response.json({ held: seconds });
}

/** Its second half waits until the doctor has the first. */
function streamParts({ released }: Visit): Response {
  const body = new ReadableStream({
    async start(controller) {
      controller.enqueue(new TextEncoder().encode('first\n'));
      await released;
      controller.enqueue(new TextEncoder().encode('second\n'));
      controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/plain' } });
}
