import { join } from 'node:path';
import { tone } from './tone.ts';

const root = new URL('../..', import.meta.url).pathname;

/** Pictures and sounds by what their ids say (`fake-files.ts`). */
export function answerFile(id: string, request: Request): Response {
  const [kind, first = '', second = '', hue = ''] = id.split('-');
  if (kind === 'missing') return new Response(null, { status: 404 });
  if (kind === 'sound') return part(tone(Number(first)), request);
  if (kind === 'picture')
    return new Response(drawing(Number(first), Number(second), Number(hue)), {
      headers: { 'content-type': 'image/svg+xml' },
    });
  return new Response(Bun.file(join(root, 'public/icons/icon-512.png')));
}

function drawing(width: number, height: number, hue: number): string {
  const low = Math.min(width, height);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="hsl(${hue} 60% 70%)"/>
    <stop offset="1" stop-color="hsl(${hue + 40} 50% 35%)"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#sky)"/>
    <circle cx="${width * 0.7}" cy="${height * 0.3}" r="${low / 9}" fill="hsl(${hue + 30} 90% 85%)"/>
    <path d="M0 ${height}V${height * 0.7}L${width * 0.3} ${height * 0.45} ${width * 0.55} ${height * 0.75} ${width * 0.8} ${height * 0.55} ${width} ${height * 0.8}V${height}z" fill="hsl(${hue} 35% 22%)"/>
    </svg>`;
}

function part(bytes: Uint8Array<ArrayBuffer>, request: Request): Response {
  const headers = { 'content-type': 'audio/wav', 'accept-ranges': 'bytes' };
  const [, from] = /^bytes=(\d+)-/.exec(request.headers.get('range') ?? '') ?? [];
  if (from === undefined) return new Response(bytes, { headers });
  const start = Number(from);
  const range = `bytes ${start}-${bytes.length - 1}/${bytes.length}`;
  return new Response(bytes.slice(start), {
    status: 206,
    headers: { ...headers, 'content-range': range },
  });
}
