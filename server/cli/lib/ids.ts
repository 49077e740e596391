import type { Clock, Ids } from '../../deps.ts';

/** 64 random bits as 11 characters of base64url. */
export const randomIds: Ids = {
  next: () => Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString('base64url'),
};

export const systemClock: Clock = { now: () => Date.now() };
