/** What the relay counts; the server shows it at /metrics. No address and no person is in it. */
export type TurnCounts = {
  allocations: number;
  allocated: { udp: number; tcp: number; tls: number };
  /** Requests that were refused, by code. The first of each client is: it has no nonce yet. */
  refused: Record<string, number>;
  packets: number;
  bytes: number;
  dropped: { permission: number; peer: number; bandwidth: number; slow: number };
  /** Sends that an ICMP error of another peer had failed, and that were made again. */
  repeated: number;
};

/** What the process of the relay tells the server that has started it. */
export type TurnReport = {
  addresses: readonly string[];
  counts: TurnCounts;
  cpuSeconds: number;
  memoryBytes: number;
};

/** What the server knows of its relay. `report`: the last one; undefined while it is not running. */
export type TurnState = { restarts: number; report: TurnReport | undefined };
