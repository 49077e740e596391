/**
 * `bun bench/push-firefox.ts` (needs firefox-esr and dist/client): the whole way of a notification through a real
 * browser: Firefox subscribes in our settings, a stand-in of its push service takes what our server sends, Firefox
 * decrypts it and our service worker shows it. Counted from the push service on.
 */
import { join } from 'node:path';
import { startAutopush } from './lib/autopush.ts';
import { SECRET_ENV } from './lib/cast.ts';
import { openTab, startFirefox } from './lib/firefox.ts';
import { until } from './lib/load.ts';
import { startServer, tempDir } from './lib/process.ts';
import { type Figure, print, runAlone } from './lib/report.ts';
import { percentile } from './lib/stats.ts';

const PUSHES = 50;
const PASSWORD = 'a long password of the bench 12';
const SERVER = ['bun', join(import.meta.dir, 'load/push-server.ts')];
const CLIENT = join(import.meta.dir, '../dist/client');

type Body = Record<string, never> & { user: { id: string }; chat: { id: string }; token: string };

/** A person by the REST routes. */
async function register(url: string, username: string) {
  const ask = async (
    method: string,
    path: string,
    body?: object,
    token?: string,
  ): Promise<Body> => {
    const headers = {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const response = await fetch(url + path, { method, headers, body: JSON.stringify(body ?? {}) });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const { token, user } = await ask('POST', '/api/auth/register', { username, password: PASSWORD });
  return {
    id: user.id,
    ask: (method: string, path: string, body?: object) => ask(method, path, body, token),
  };
}

/** Two people who know each other, and the groups of one with the other. */
async function castGroups(url: string): Promise<{ say(n: number): Promise<unknown> }> {
  const [sara, ali] = [await register(url, 'sara'), await register(url, 'ali')];
  await sara.ask('POST', '/api/chats', { kind: 'direct', userId: ali.id });
  await ali.ask('POST', '/api/chats', { kind: 'direct', userId: sara.id });
  const groups: string[] = [];
  for (let n = 0; n < PUSHES; n++) {
    const body = {
      kind: 'group',
      clientId: Bun.randomUUIDv7(),
      title: `گروه ${n}`,
      userIds: [ali.id],
    };
    const { chat } = await sara.ask('POST', '/api/chats', body);
    await ali.ask('PUT', `/api/chats/${chat.id}/accepted`);
    groups.push(chat.id);
  }
  const text = 'سلام، ساعت پنج می‌بینمت';
  return {
    say: (n) =>
      sara.ask('POST', `/api/chats/${groups[n]}/messages`, { clientId: Bun.randomUUIDv7(), text }),
  };
}

/** Signs in, turns notifications on in the settings, and stays on a page of the server that is not the app. */
const SIGN_IN = (password: string) => `(async () => {
  const response = await fetch('/api/auth/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-payambar-client': 'web' },
    body: JSON.stringify({ username: 'ali', password: ${JSON.stringify(password)} }),
  });
  if (!response.ok) throw new Error(await response.text());
})()`;
const TURN_ON = `(async () => {
  const all = (root) => [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
  const find = (test) => all(document).find(test);
  const inDevice = (one) => one.getRootNode().host?.localName === 'pa-push-device';
  for (;;) {
    const button = find((one) => inDevice(one) && one.matches('button.primary'));
    if (button && !button.disabled) { button.click(); break; }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  while (!find((one) => inDevice(one) && one.matches('input[name=content]')))
    await new Promise((resolve) => setTimeout(resolve, 50));
  const registration = await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.getSubscription();
  return subscription?.endpoint ?? '';
})()`;
/** Notes when a notification is first seen. The page is looked at, and says that it tells nobody of anything. */
const WATCH = `(() => {
  navigator.serviceWorker.onmessage = ({ ports: [port] }) => port.postMessage(false);
  globalThis.seen = {};
  const look = async () => {
    const registration = await navigator.serviceWorker.getRegistration('/');
    for (const { tag, body } of await registration.getNotifications())
      globalThis.seen[tag] ??= { at: Date.now(), body };
    setTimeout(look, 5);
  };
  void look();
})()`;

export async function pushFirefox(): Promise<Figure[]> {
  const service = startAutopush();
  const dir = tempDir('push-firefox');
  const env = {
    PUSH_PORT: String(service.port),
    CLIENT_ROOT: CLIENT,
    PUSH_HOSTS: 'push.example.org',
  };
  const server = await startServer(SERVER, dir.path, { ...SECRET_ENV, AUTH_LIMIT: '1000', ...env });
  const url = `http://localhost:${server.port}`;
  const firefox = await startFirefox({
    'dom.push.serverURL': `ws://127.0.0.1:${service.port}/`,
    // Here is no desktop that shows notifications: Firefox draws its own.
    'alerts.useSystemBackend': false,
    // What drives Firefox turns push off otherwise.
    'remote.prefs.recommended': false,
    'dom.push.testing.allowInsecureServerURL': true,
    'permissions.default.desktop-notification': 1,
  });
  try {
    print(`Firefox ${firefox.version}`);
    const { say } = await castGroups(url);
    const tab = await openTab(firefox.ask);
    await tab.goto(`${url}/`);
    await tab.evaluate(SIGN_IN(PASSWORD));
    await tab.goto(`${url}/settings/notifications`);
    print(`subscribed at ${await tab.evaluate(TURN_ON)}`);
    // A page of the app would tell the person by itself.
    await tab.goto(`${url}/icons/icon-192.png`);
    await tab.evaluate(WATCH);
    for (let n = 0; n < PUSHES; n++) {
      await say(n);
      await until(`push ${n}`, () => service.came[n]?.acked !== undefined);
    }
    await Bun.sleep(1000);
    type Seen = Record<string, { at: number; body: string }>;
    const seen: Seen = JSON.parse(String(await tab.evaluate('JSON.stringify(globalThis.seen)')));
    const shown = Object.values(seen).toSorted((a, b) => a.at - b.at);
    const waits = Float64Array.from(shown, ({ at }, n) => at - (service.came[n]?.at ?? 0));
    const words = shown.filter(({ body }) => body.includes('ساعت پنج')).length;
    const read = service.came.filter(({ acked }) => acked === 100).length;
    const line = (name: string, value: number, unit: string, target?: number): Figure => ({
      ...{ bench: 'push-firefox', name, value, unit },
      ...(target === undefined ? {} : { target }),
    });
    return [
      line(`of ${PUSHES} pushes, not decrypted`, PUSHES - read, '', 0),
      line(`of ${PUSHES} notifications, not shown with their words`, PUSHES - words, '', 0),
      line('at the push service → shown, p50', percentile(waits, 50), 'ms'),
      line('at the push service → shown, p95', percentile(waits, 95), 'ms', 150),
    ];
  } finally {
    await firefox.stop();
    await server.stop();
    service.stop();
    dir.remove();
  }
}

if (import.meta.main) await runAlone(pushFirefox);
