import type { Deps } from '../deps.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { createDeliver } from './deliver.ts';
import { keepVapidKeys } from './keys.ts';
import type { Sign } from './payload.ts';
import { createPost } from './post.ts';
import { createPusher } from './pusher.ts';
import { PushSender, type Sent } from './sender.ts';
import { createPushSettings } from './service.ts';
import { createSetbacks } from './setbacks.ts';
import { Vapid } from './vapid.ts';

export type Pushes = Awaited<ReturnType<typeof createPushes>>;

type Part = {
  serverName: () => string;
  isActive: (userId: string, sessionId: string) => boolean;
  onNotified: (userId: string, chatId: string) => void;
  jobs: Jobs;
  /** What became of a push. */
  count: (result: Sent['result']) => void;
};

/** Web Push of this server: its keys, what people say about it, and what sends. */
export async function createPushes(deps: Deps, part: Part) {
  const { serverName, isActive, onNotified, jobs, count } = part;
  const { config } = deps;
  const keys = await keepVapidKeys(deps);
  const sender = new PushSender(
    deps,
    new Vapid(keys, subjectOf(config)),
    deps.postPush ?? createPost(config.pushHosts),
    count,
  );
  const sign = (): Sign => ({ serverName: serverName(), publicUrl: config.publicUrl });
  const { publicKey } = keys;
  const deliver = createDeliver(deps, sender);
  return {
    publicKey,
    sender,
    deliver,
    sign,
    settings: createPushSettings(deps, { publicKey, deliver, sign }),
    pusher: createPusher(deps, {
      ...{ deliver, sign, isActive, onNotified },
      setbacks: createSetbacks(deps, jobs),
    }),
  };
}

const isContact = (text: string): boolean =>
  /^mailto:[^@\s]+@[^@\s]+$/.test(text) ||
  (URL.canParse(text) && new URL(text).protocol === 'https:');

/** Where the services find the administrator. Only an https address of the server says that (RFC 8292 §2.1). */
export function subjectOf({ vapidSubject, publicUrl }: Deps['config']): string | undefined {
  if (isContact(vapidSubject)) return vapidSubject;
  return publicUrl.startsWith('https:') ? publicUrl : undefined;
}
