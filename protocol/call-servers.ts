import { type Static, Type } from '@sinclair/typebox';
import { Empty, Time } from './shapes.ts';

/** One entry of `iceServers` of an RTCPeerConnection. */
export const IceServer = Type.Object({
  urls: Type.Array(Type.String()),
  username: Type.String(),
  credential: Type.String(),
});
export type IceServer = Static<typeof IceServer>;

/**
 * The relay, and what this person shows it until `expiresAt`: ask again before each call. Empty: this server has no
 * relay. Never a server of others.
 */
export const CallServersReply = Type.Object({
  servers: Type.Array(IceServer),
  expiresAt: Time,
});
export type CallServersReply = Static<typeof CallServersReply>;

/** The requests: type, schema of the body, schema of the reply. Their routes are in `rest.ts`. */
export const CALL_SERVER_REQUESTS = {
  'call.servers': { body: Empty, reply: CallServersReply },
} as const;
