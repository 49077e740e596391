/** Close codes of the socket (RFC 6455 §7.4.2 leaves 4000 to 4999 to applications). */
export const CLOSE = {
  /** The reader was too slow and its buffer was dropped: reconnect, then sync. */
  resync: 4000,
  /** The session was ended: sign in again. */
  revoked: 4001,
  /** Far beyond the rate limit, again and again. */
  abuse: 4008,
  /** RFC 6455: the server restarts. */
  restart: 1012,
} as const;
