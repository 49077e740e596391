import type { Me } from '../../protocol/users.ts';
import { SessionAccount } from '../account/account.ts';
import { browserEnv } from '../core/browser-env.ts';
import type { Env } from '../core/env.ts';
import { createHttp } from '../core/http.ts';
import type { ClientServices } from '../core/services.ts';
import { ClientSession } from '../session/session.ts';
import { SessionMessenger } from './messenger.ts';
import type { SessionFiles } from './shown-files.ts';

/** The whole client below its components. It starts by itself: local state first, then the server. */
export function createServices(env: Env = browserEnv()): ClientServices {
  const messenger = new SessionMessenger();
  const http = createHttp(env, () => void account.handleSignedOut(false));
  let opening: Promise<ClientSession> | undefined;

  async function open(userId: string): Promise<Me | undefined> {
    if (opening && (await opening).me !== userId) await close();
    opening ??= ClientSession.open(env, http, userId, messenger, {
      onMe: (me) => account.me.set(me),
      onTaken: (groups) => messenger.taken.set(groups),
      onSignedOut: (ended) => void account.handleSignedOut(ended),
      onRemoved: () => void account.handleDataRemoved(),
      onUploaded: async (...file) => (await files()).keepSent(...file),
    });
    const session = await opening;
    messenger.session.set(session);
    return session.model.me;
  }

  async function know(me: Me): Promise<void> {
    const session = messenger.session.get();
    if (!session) return;
    await session.db.write(['meta'], async (tx) => tx.put('meta', { key: 'me', value: me }));
    session.publish({ me });
  }

  async function close(): Promise<void> {
    const session = await opening?.catch(() => undefined);
    opening = undefined;
    session?.close();
    messenger.clear();
    if (session && globalThis.Notification?.permission === 'granted')
      await import('../pwa/push.ts').then((code) => code.leavePush(session.me)).catch(() => {});
  }

  const account = new SessionAccount(env, http, { open, know, close });
  void account.start();

  let kept: { me: string; files: Promise<SessionFiles> } | undefined;
  async function files(): Promise<SessionFiles> {
    const { SessionFiles } = await import('./shown-files.ts');
    const me = account.me.get()?.id ?? '';
    if (kept?.me !== me) kept = { me, files: SessionFiles.open({ env, http }, me, messenger) };
    return kept.files;
  }

  return { account, messenger, call: http.call, files };
}
