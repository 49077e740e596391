import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './process.ts';

type Reply = { id?: number; type: string; result: Record<string, unknown> };
type Ask = (method: string, params: object) => Promise<Record<string, unknown>>;

/** One Firefox without a window, driven over WebDriver BiDi (W3C), with a profile of its own. */
export async function startFirefox(preferences: Record<string, string | number | boolean>) {
  const profile = mkdtempSync(join(tmpdir(), 'payambar-firefox-'));
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const port = freePort();
  const child = Bun.spawn(
    ['firefox-esr', '--headless', '--no-remote', '--profile', profile].concat([
      '--remote-debugging-port',
      String(port),
      'about:blank',
    ]),
    { stdout: 'ignore', stderr: 'ignore', env: { ...process.env, HOME: profile } },
  );
  const stop = async (): Promise<void> => {
    child.kill();
    await child.exited;
    rmSync(profile, { recursive: true, force: true });
  };
  try {
    const ask = speakTo(await connect(`ws://127.0.0.1:${port}/session`));
    const { capabilities } = await ask('session.new', { capabilities: {} });
    return {
      ask,
      stop,
      version: String((capabilities as { browserVersion: string }).browserVersion),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Tries until it listens, 30 s at most. */
async function connect(url: string): Promise<WebSocket> {
  for (let left = 60; left > 0; left--) {
    const opened = await new Promise<WebSocket | undefined>((resolve) => {
      const socket = new WebSocket(url);
      socket.onopen = () => resolve(socket);
      socket.onerror = () => resolve(undefined);
    });
    if (opened) return opened;
    await Bun.sleep(500);
  }
  throw new Error('Firefox does not listen');
}

function speakTo(socket: WebSocket): Ask {
  let last = 0;
  const waiting = new Map<number, (reply: Reply) => void>();
  socket.onmessage = ({ data }) => {
    const reply: Reply = JSON.parse(String(data));
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
  };
  return (method, params) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, (reply) =>
        reply.type === 'error'
          ? reject(new Error(`${method}: ${JSON.stringify(reply)}`))
          : resolve(reply.result),
      );
      socket.send(JSON.stringify({ id, method, params }));
    });
}

export type Tab = Awaited<ReturnType<typeof openTab>>;

export async function openTab(ask: Ask) {
  const { context } = await ask('browsingContext.create', { type: 'tab' });
  return {
    goto: (url: string) => ask('browsingContext.navigate', { context, url, wait: 'complete' }),
    /** Runs an expression as if a person had just pressed something; resolves with a plain value. */
    async evaluate(expression: string): Promise<unknown> {
      const target = { context };
      const how = { expression, target, awaitPromise: true, userActivation: true };
      const { result, exceptionDetails } = await ask('script.evaluate', how);
      if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
      return (result as { value?: unknown }).value;
    },
  };
}
