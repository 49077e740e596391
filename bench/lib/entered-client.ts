import 'fake-indexeddb/auto';
import type { Env } from '../../client/core/env.ts';
import type { TimelineMessage } from '../../client/core/services.ts';
import { connectWith } from './connect.ts';
import { REFRESH } from './long-chat.ts';

/** What a browser is to the client, as far as one tab needs it: its cookies, its line, its clock. */
function createEnv(port: number): Env {
  const origin = `http://127.0.0.1:${port}`;
  const jar = new Map([['payambar-refresh', REFRESH]]);
  const headers = () => ({
    cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
    origin,
    'sec-fetch-site': 'same-origin',
  });
  const storage = new Map<string, string>();
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    async fetch(path, init) {
      const response = await fetch(origin + path, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), ...headers() },
      });
      for (const line of response.headers.getSetCookie()) {
        const { name, value } = Bun.Cookie.parse(line);
        jar.set(name, value);
      }
      return response;
    },
    openSocket: () => connectWith(port, headers()),
    locks: undefined,
    channel: () => undefined,
    storage: {
      get: (key) => storage.get(key) ?? null,
      set: (key, value) => void (value === null ? storage.delete(key) : storage.set(key, value)),
    },
    page: { isVisible: () => true, watch: () => () => {} },
    reload() {},
    async clearCaches() {},
  };
}

/** What the modules of components ask of a page when they are loaded; none of it is drawn. */
function standIn(): void {
  Object.assign(globalThis, {
    matchMedia: () => ({ matches: false, addEventListener() {} }),
    CSS: { supports: () => true },
    ResizeObserver: class {},
    IntersectionObserver: class {},
    localStorage: { getItem: () => null, setItem() {} },
  });
}

export type Device = {
  /** Writes it as the composer does when its button is pressed, until the bubble is drawn with its tick. */
  send(text: string): Promise<void>;
};

/** Opens the client with its one chat on the screen. Its modules are loaded here, so that they can be instrumented. */
export async function openDevice(port: number): Promise<Device> {
  standIn();
  const { createServices } = await import('../../client/messenger/create-services.ts');
  const { sendWriting } = await import('../../client/messages/composer/composer-writing.ts');
  const { PaMessage } = await import('../../client/messages/bubble/pa-message.ts');
  const services = createServices(createEnv(port));
  const { messenger } = services;

  const rowOf = () => messenger.chats.get()?.[0];
  await until(() => rowOf() !== undefined && messenger.connection.get().state === 'online');
  const row = rowOf();
  if (!row) throw new Error('no chat');
  const timeline = messenger.openTimeline(row.chat.id);
  await until(() => timeline.view.get().messages.length > 0);

  const draw = (message: TimelineMessage) => {
    const bubble = new PaMessage();
    bubble.message = message;
    bubble.mine = true;
    return bubble.render();
  };
  return {
    async send(text) {
      const drawn = Promise.withResolvers<void>();
      const stop = timeline.view.subscribe(() => {
        const message = timeline.view.get().messages.findLast((one) => one.text === text);
        if (!message) return;
        draw(message);
        if (message.state === 'sent') drawn.resolve();
      });
      const writing = { written: text, row, names: null, mentioned: new Map(), task: null };
      await sendWriting(services, row.chat.id, writing);
      await drawn.promise;
      stop();
    },
  };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await Bun.sleep(20);
}
