import { isIP } from 'node:net';
import { idOf, legacyText, type OldSubscription } from '../../db/legacy/rows.ts';
import { VAPID } from '../push/keys.ts';
import { areVapidKeys } from '../push/vapid.ts';
import type { ImportContext } from './context.ts';
import { toTime } from './times.ts';

type Env = Record<string, string | undefined>;

/** The keys, then the subscriptions, which are bound to them: with other keys the push services refuse them. */
export async function importPush(context: ImportContext, env: Env): Promise<void> {
  const { original, report, tick } = context;
  report.vapid = await importKeys(context, env);
  const rows = original.subscriptions();
  report.found('subscriptions', rows.length);
  const keys = original.count('user_device_keys');
  // They open nothing without the password of their owner, and with it the server could read what it never should.
  if (keys > 0) report.odd('device_keys', String(keys), keys);
  for (const row of rows) await importOne(context, row);
  tick(rows.length);
}

async function importKeys({ target, report }: ImportContext, env: Env): Promise<boolean> {
  const [publicKey, privateKey] = [env.VAPID_PUBLIC_KEY, env.VAPID_PRIVATE_KEY].map(plain);
  if (!publicKey || !privateKey) {
    report.odd('vapid_missing', '');
    return false;
  }
  if (!areVapidKeys({ publicKey, privateKey })) {
    report.odd('vapid_unfit', publicKey.slice(0, 12));
    return false;
  }
  const kept = await target.read(target.settings.get(VAPID.public));
  // Keys that a first start has made bind nobody yet: those of the import bring its subscriptions.
  const bound = await target.read(target.imported.subscriptions());
  if (kept !== undefined && kept !== publicKey && bound > 0) {
    report.odd('vapid_other', kept.slice(0, 12));
    return false;
  }
  await target.write?.(function* () {
    yield* target.settings.set(VAPID.public, publicKey);
    yield* target.settings.set(VAPID.private, privateKey);
  });
  return true;
}

/** Base64url without padding, however it was written. */
function plain(text = ''): string {
  return text.trim().replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

async function importOne(context: ImportContext, row: OldSubscription): Promise<void> {
  const { target, report, users, original } = context;
  const userId = users.get(idOf(row.user_id));
  const [endpoint, p256dh, auth] = [row.endpoint, row.p256dh, row.auth].map((v) =>
    legacyText(v).trim(),
  );
  if (legacyText(row.revoked_at).trim() !== '')
    return report.odd('push_revoked', idOf(row.user_id));
  if (!report.vapid || !userId || !endpoint || !p256dh || !auth || !isPublic(endpoint))
    return report.odd('push_unfit', idOf(row.user_id));
  const createdAt = toTime(row.created_at, original.changedAt) ?? original.changedAt;
  const userAgent = legacyText(row.user_agent).slice(0, 256);
  const fresh = { endpoint, userId, p256dh, auth, userAgent, createdAt };
  const brought = target.write
    ? await target.write(() => target.imported.subscribe(fresh))
    : !(await target.read(target.imported.subscribed(endpoint)));
  report.done('subscriptions', brought ? 'brought' : 'known');
}

/** The server will send to it: never to this machine or its neighbours. */
function isPublic(endpoint: string): boolean {
  try {
    const { protocol, hostname, port } = new URL(endpoint);
    const isName = isIP(hostname.replace(/^\[|\]$/g, '')) === 0 && hostname.includes('.');
    return protocol === 'https:' && port === '' && isName && !hostname.endsWith('.local');
  } catch {
    return false;
  }
}
