import type { TurnCounts } from '../turn-state.ts';

export const createCounts = (): TurnCounts => ({
  allocations: 0,
  allocated: { udp: 0, tcp: 0, tls: 0 },
  refused: {},
  packets: 0,
  bytes: 0,
  dropped: { permission: 0, peer: 0, bandwidth: 0, slow: 0 },
  repeated: 0,
});
