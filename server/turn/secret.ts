import { createHmac } from 'node:crypto';
import type { Config } from '../config.ts';

/** The secret that server and relay share: the one that is set, or what follows from that of the server. */
export const turnSecretOf = ({ turnSecret, jwtSecret }: Config): string =>
  turnSecret || createHmac('sha256', jwtSecret).update('turn').digest('base64url');
