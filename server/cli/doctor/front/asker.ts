import type { ControlCommand } from '../../../control/commands.ts';
import { PATH } from '../../../doctor/routes.ts';
import { DOCTOR_HEADER, type DoctorSettings, type SeenRequest } from '../../../doctor/watch.ts';

/** A server that holds nothing back replies at once; a gateway gives up later than this. */
const PATIENCE_MS = 8_000;

type Given = {
  /** As people open it. */
  url: URL;
  /** `host` or `host:port` to connect to instead of where the name leads, '' for there. */
  at: string;
  /** The server itself, as seen from this machine. */
  direct: string;
  secret: string;
  told: DoctorSettings;
  act: ControlCommand;
};

type Asked = {
  method?: string;
  headers?: Record<string, string>;
  body?: BodyInit;
  timeoutMs?: number;
};

export type Asker = ReturnType<typeof createAsker>;

/** Asks the public address, each time under a label by which the server can tell what arrived of it. */
export function createAsker({ url, at, direct, secret, told, act }: Given) {
  const base = `${url.protocol}//${at || url.host}`;
  // It is the certificate's own check that judges it; the others look at what passes all the same.
  const tls = { rejectUnauthorized: false, serverName: url.hostname };
  const marked = (label: string) => ({ host: url.host, [DOCTOR_HEADER]: `${secret} ${label}` });

  return {
    url,
    at,
    told,
    /** Where the proxy must send what it gets. */
    target: direct,
    ask: (path: string, label: string, { timeoutMs = PATIENCE_MS, headers, ...init }: Asked = {}) =>
      fetch(`${base}${path}`, {
        ...init,
        headers: { ...marked(label), ...headers },
        redirect: 'manual',
        decompress: false,
        keepalive: false,
        tls,
        signal: AbortSignal.timeout(timeoutMs),
      }),
    /** From the server itself, as the proxy has asked by what arrived: only what comes back can differ. */
    askDirect: (path: string, seen: SeenRequest, headers: Record<string, string> = {}) =>
      fetch(`${direct}${path}`, {
        headers: {
          host: seen.host,
          'x-forwarded-proto': seen.https ? 'https' : 'http',
          ...headers,
        },
        redirect: 'manual',
        decompress: false,
        tls: { rejectUnauthorized: false },
        signal: AbortSignal.timeout(PATIENCE_MS),
      }),
    connect: (label: string) =>
      open(`${base.replace(/^http/, 'ws')}/ws`, { headers: marked(label), tls }),
    /** What arrived under a label; undefined when nothing did. */
    seen: async (label: string): Promise<SeenRequest | undefined> =>
      (await act('doctor.seen', { secret })).requests.find((seen) => seen.label === label),
    release: () => act('doctor.release', { secret }),
  };
}

/** Bun's own options are not in the browser's type of the same name, which this tree has for the client. */
const open = (url: string, options: Bun.WebSocketOptions): WebSocket =>
  new WebSocket(url, options as unknown as string[]);

/** An address of the doctor's own, which no cache has kept from the last time. */
export const toOwnPath = (query = ''): string => `${PATH}?${query}&once=${Bun.randomUUIDv7()}`;

export const reasonOf = (error: unknown): string => {
  const { code, message } = error as { code?: string; message?: string };
  return code ?? message ?? String(error);
};
