import { afterAll, beforeAll, expect, test } from 'bun:test';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { PASSWORD, type Server, startServer } from '../helpers/app.ts';
import { certifyItself } from '../helpers/certificates.ts';
import { runProgram } from '../helpers/program.ts';
import { until } from '../helpers/until.ts';

const dir = mkdtempSync(join(tmpdir(), 'payambar-tls-'));
const file = (name: string): string => join(dir, name);
let server: Server;

const certify = (name: string): Promise<void> =>
  certifyItself(
    { cert: file(`${name}.crt`), key: file(`${name}.key`) },
    name,
    ...['-addext', 'subjectAltName=DNS:localhost'],
  );

function put(name: string): void {
  copyFileSync(file(`${name}.key`), file('live.key'));
  copyFileSync(file(`${name}.crt`), file('live.crt'));
}

beforeAll(async () => {
  await Promise.all([certify('first.example'), certify('second.example')]);
  put('first.example');
  server = await startServer({ tlsCert: file('live.crt'), tlsKey: file('live.key') });
});
afterAll(async () => {
  await server.stop();
  rmSync(dir, { recursive: true });
});

const insecure = { tls: { rejectUnauthorized: false } };

/** Returns the name in the certificate that a new connection gets. */
const shown = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false });
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.destroy();
    });
  });

async function enter(): Promise<string> {
  const body = JSON.stringify({ username: 'sara', password: PASSWORD });
  const known = await fetch(`${server.url}/api/auth/register`, {
    method: 'POST',
    body,
    ...insecure,
  });
  return (await known.json()).token;
}

function open(token: string): Promise<WebSocket> {
  const options = { ...insecure, headers: { authorization: `Bearer ${token}` } };
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws`, options as never);
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(socket));
    socket.addEventListener('error', () => reject(new Error('not opened')));
  });
}

test('it speaks TLS with the certificate of its files, and tells browsers to stay with https', async () => {
  expect(server.url).toStartWith('https://');
  expect(await shown()).toBe('first.example');
  const answer = await fetch(`${server.url}/health`, insecure);
  expect([answer.status, answer.headers.get('strict-transport-security')]).toEqual([
    200,
    'max-age=31536000',
  ]);
});

test('a renewed certificate is taken over while it runs; open sockets are told to return, and can', async () => {
  const token = await enter();
  const before = await open(token);
  const heard: string[] = [];
  before.addEventListener('message', ({ data }) => heard.push(JSON.parse(String(data)).type));
  const closed = new Promise<number>((done) =>
    before.addEventListener('close', (e) => done(e.code)),
  );
  put('second.example');
  process.emit('SIGHUP');
  await until(shown, 'second.example');
  expect([await closed, heard]).toEqual([1012, ['server.closing']]);
  const after = await open(token);
  const reply = new Promise<string>((done) =>
    after.addEventListener('message', (e) => done(String(e.data))),
  );
  after.send(JSON.stringify({ id: 1, type: 'hello', body: { protocol: PROTOCOL_VERSION } }));
  expect(JSON.parse(await reply)).toMatchObject({ id: 1, ok: true });
  after.close();
});

test('a half-written pair changes nothing: the old certificate goes on, and the log says why', async () => {
  copyFileSync(file('first.example.crt'), file('live.crt'));
  process.emit('SIGHUP');
  expect(await shown()).toBe('second.example');
  expect(server.lines.join('\n')).toContain('does not belong to the certificate');
  writeFileSync(file('live.crt'), 'not a certificate');
  process.emit('SIGHUP');
  expect(await shown()).toBe('second.example');
});

test('a server that cannot use its files says which one and why', async () => {
  const refusal = async (cert: string, key: string): Promise<string> => {
    const env = { DATA_DIR: file('data'), TLS_CERT: cert, TLS_KEY: key };
    const { code, err } = await runProgram([], env);
    expect(code).toBe(1);
    return err;
  };
  expect(await refusal(file('none.crt'), file('none.key'))).toContain('(TLS_CERT) cannot be read');
  expect(await refusal(file('first.example.crt'), '')).toContain('belong together');
  const other = await refusal(file('first.example.crt'), file('second.example.key'));
  expect(other).toContain('does not belong to the certificate');
});
