/** Numbers of STUN and TURN that this relay speaks (RFC 8489, RFC 8656). */
export const METHOD = {
  binding: 0x001,
  allocate: 0x003,
  refresh: 0x004,
  send: 0x006,
  data: 0x007,
  createPermission: 0x008,
  channelBind: 0x009,
} as const;

/** The class of a message, as the bits that stand within its type. */
export const CLASS = { request: 0x000, indication: 0x010, success: 0x100, error: 0x110 } as const;

export const ATTRIBUTE = {
  username: 0x0006,
  integrity: 0x0008,
  errorCode: 0x0009,
  unknownAttributes: 0x000a,
  channelNumber: 0x000c,
  lifetime: 0x000d,
  xorPeerAddress: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  xorRelayedAddress: 0x0016,
  requestedFamily: 0x0017,
  evenPort: 0x0018,
  requestedTransport: 0x0019,
  integritySha256: 0x001c,
  passwordAlgorithm: 0x001d,
  xorMappedAddress: 0x0020,
  reservationToken: 0x0022,
  passwordAlgorithms: 0x8002,
  software: 0x8022,
  fingerprint: 0x8028,
} as const;

const UNDERSTOOD: ReadonlySet<number> = new Set(Object.values(ATTRIBUTE));

/** Below 0x8000 an attribute must be understood, or the request is refused. */
export const isForeign = (type: number): boolean => type < 0x8000 && !UNDERSTOOD.has(type);

export const FAMILY = { v4: 1, v6: 2 } as const;
/** REQUESTED-TRANSPORT carries a protocol number of IP: peers are reached by UDP only. */
export const UDP = 17;
/**
 * Channels. RFC 8656 §12 ends at 0x4fff; clients of RFC 5766, coturn's own among them, take any up to here. What begins
 * otherwise is no ChannelData.
 */
export const CHANNELS = { first: 0x4000, last: 0x7ffe } as const;
