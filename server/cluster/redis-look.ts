import type { LocalizedText } from '../../db/engine/user-error.ts';
import { REDIS_TROUBLE } from './texts.ts';

/** What was found at a URL: `trouble` where no node can work with it. */
export type RedisLook = { trouble?: LocalizedText; version: string; evicts: boolean };

const PATIENCE_MS = 3000;

/**
 * Asks once, by hand: Bun's client says "Connection closed" of a wrong password, a wrong port and a wrong certificate
 * alike, and whoever runs the server has to know which it is.
 */
export async function lookAtRedis(url: string): Promise<RedisLook> {
  const place = new URL(url);
  const where = whereOf(url);
  const none = { version: '', evicts: false };
  let said: string;
  try {
    said = await ask(place);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const toText = /CERT|SIGNATURE|SELF_SIGNED|ISSUER|ALTNAME/.test(code)
      ? REDIS_TROUBLE.certificate
      : REDIS_TROUBLE.unreachable;
    return { ...none, trouble: toText(where, code) };
  }
  const refused = /^-(\w+)(.*)$/m.exec(said);
  if (refused) {
    const [line, word = ''] = refused;
    const isKeyWrong = /NOAUTH|WRONGPASS/.test(word) || /AUTH/.test(line);
    const toText = isKeyWrong ? REDIS_TROUBLE.password : REDIS_TROUBLE.refused;
    return { ...none, trouble: toText(where, line.slice(1).trim()) };
  }
  const version = versionOf(said);
  if (factOf(said, 'role') !== 'master')
    return {
      ...none,
      version,
      trouble: REDIS_TROUBLE.replica(where, factOf(said, 'master_host')),
    };
  const evicts =
    Number(factOf(said, 'maxmemory')) > 0 && factOf(said, 'maxmemory_policy') !== 'noeviction';
  return { version, evicts };
}

/** What people call it: never with its password. */
export function whereOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || 6379}`;
}

/** Valkey says of itself which Redis it is like, too. */
export const versionOf = (info: string): string =>
  factOf(info, 'valkey_version') || factOf(info, 'redis_version');

/** One line of the reply to INFO. */
function factOf(info: string, name: string): string {
  return new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
}

/** Resolves with all that was said until the reply to INFO is whole, or something was refused. */
function ask(place: URL): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const fail = (code: string): void => reject(Object.assign(new Error(code), { code }));
  const password = decodeURIComponent(place.password);
  const user = decodeURIComponent(place.username);
  const key = password === '' ? [] : [['AUTH', ...(user === '' ? [] : [user]), password]];
  const commands = [...key, ['INFO']].map(encode).join('');
  const isSecret = place.protocol === 'rediss:';
  const decoder = new TextDecoder();
  let said = '';
  const timer = setTimeout(() => fail('ETIMEDOUT'), PATIENCE_MS);
  const opened = Bun.connect({
    hostname: place.hostname,
    port: Number(place.port || 6379),
    ...(isSecret && { tls: { rejectUnauthorized: true, serverName: place.hostname } }),
    socket: {
      open(socket) {
        if (!isSecret) socket.write(commands);
      },
      handshake(socket, isTrusted, problem) {
        if (isTrusted && !problem) socket.write(commands);
        else fail(codeOf(problem) ?? 'TLS');
      },
      data(_, bytes) {
        said += decoder.decode(bytes, { stream: true });
        if (/^-/m.test(said) || isWhole(said)) resolve(said);
      },
      close: () => fail('ECONNRESET'),
      error: (_, error) => fail(codeOf(error) ?? 'ECONNRESET'),
      connectError: (_, error) => fail(codeOf(error) ?? 'ECONNREFUSED'),
    },
  });
  opened.catch((error: unknown) => fail(codeOf(error) ?? 'ECONNREFUSED'));
  return promise.finally(() => {
    clearTimeout(timer);
    opened.then(
      (socket) => socket.end(),
      () => {},
    );
  });
}

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;

/** RESP: a command is an array of strings, each with its length in bytes. */
const encode = (words: readonly string[]): string =>
  `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;

function isWhole(said: string): boolean {
  const [begin, length] = /\$(\d+)\r\n/.exec(said) ?? [];
  if (begin === undefined) return false;
  return Buffer.byteLength(said.slice(said.indexOf(begin) + begin.length)) >= Number(length);
}
