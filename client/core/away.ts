import type { ConnectionState } from './services.ts';

/** A break that heals within this time is not shown. */
const PATIENCE_MS = 4_000;

/** Out of reach for so long that what is shown may be old. */
export function isAway(connection: ConnectionState | undefined, now = Date.now()): boolean {
  if (connection?.state !== 'connecting' && connection?.state !== 'waiting') return false;
  // The device itself knows that there is no network: nothing to wait for.
  return !navigator.onLine || now - connection.since >= PATIENCE_MS;
}
