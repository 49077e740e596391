import type { TurnCounts } from '../turn-state.ts';
import { familyOf } from './address.ts';
import { FAMILY } from './attributes.ts';
import { createAuthorization } from './authorization.ts';
import { createCounts } from './counts.ts';
import { createNonces } from './nonce.ts';
import { createPeerRules } from './peer-rules.ts';
import { Relay } from './relay.ts';
import { TurnRequests } from './requests.ts';
import { Streams, type TlsPair } from './streams.ts';
import { createSocketOpener, listenUdp } from './udp.ts';

/** How often what has ended is taken away. */
const SWEEP_MS = 5_000;

export type TurnOptions = {
  /** Addresses to listen on. `isOptional`: a machine without IPv6 goes on without. */
  hosts: readonly { address: string; isOptional: boolean }[];
  port: number;
  tls: { port: number; certificate: TlsPair } | undefined;
  /** What others reach this machine by: what allocations are told. */
  external: readonly string[];
  /** All addresses of this machine. */
  own: readonly string[];
  relayPorts: { first: number; last: number };
  allowPeers: readonly string[];
  secret: string;
  realm: string;
  quota: { allocations: number; kbits: number };
  nonceMs: number;
  sweepMs?: number;
  now: () => number;
  random: (count: number) => Buffer;
};

export type TurnServer = {
  counts: TurnCounts;
  /** New connections by TLS get this one; those that are open go on. */
  renew(certificate: TlsPair): void;
  stop(): void;
};

type Closable = { close(): void };

/** Starts the relay: a TURN server (RFC 8656) by UDP, TCP and, with a certificate, TLS. */
export async function startTurn(options: TurnOptions): Promise<TurnServer> {
  const { now, external, quota, random, secret, realm } = options;
  const counts = createCounts();
  const rules = createPeerRules(options.allowPeers, external, options.own);
  const relay = new Relay(rules, counts, now);
  const nonces = createNonces(random(32), options.nonceMs);
  const of = (family: number) => (address: string) => familyOf(address) === family;
  const hosts = options.hosts.map(({ address }) => address);
  const requests = new TurnRequests({
    ...{ relay, rules, counts, now },
    authorization: createAuthorization({ secret, realm, nonces }),
    external: { v4: external.find(of(FAMILY.v4)), v6: external.find(of(FAMILY.v6)) },
    // Kilobits a second are bits a millisecond.
    quota: { allocations: quota.allocations, bytesPerMs: quota.kbits / 8 },
    openSocket: createSocketOpener({
      ...{ ...options.relayPorts, counts },
      host: (family) => hosts.find(of(family)) ?? (family === FAMILY.v6 ? '::' : '0.0.0.0'),
      random: (below) => random(4).readUInt32BE(0) % below,
    }),
  });
  relay.requests = requests;
  const streams = new Streams(
    {
      receive: (client, bytes) => relay.receive(client, bytes),
      isKnown: (key) => relay.allocationOf(key) !== undefined,
      closed({ key }) {
        const allocation = relay.allocationOf(key);
        if (!allocation) return;
        relay.remove(allocation);
        requests.release(allocation.owner.person);
      },
    },
    counts,
    now,
  );
  const listeners: Closable[] = [];
  let secure: Closable[] = [];
  const known = (key: string) => relay.allocationOf(key)?.client;
  const listenTcp = (address: string, port: number, tls?: TlsPair): Closable => {
    const listener = streams.listen(address, port, tls);
    return { close: () => listener.stop() };
  };
  const listenTls = (certificate: TlsPair): Closable[] =>
    served.map((address) => listenTcp(address, options.tls?.port ?? 0, certificate));
  const served: string[] = [];
  try {
    for (const { address, isOptional } of options.hosts) {
      try {
        const at = { address, port: options.port };
        listeners.push(
          await listenUdp(at, counts, known, (client, bytes) => void relay.receive(client, bytes)),
        );
        listeners.push(listenTcp(address, options.port));
        served.push(address);
      } catch (error) {
        if (!isOptional) throw error;
      }
    }
    if (options.tls) secure = listenTls(options.tls.certificate);
  } catch (error) {
    for (const listener of listeners) listener.close();
    throw error;
  }
  const timer = setInterval(() => {
    for (const { owner } of relay.sweep()) requests.release(owner.person);
    streams.sweep();
  }, options.sweepMs ?? SWEEP_MS);
  return {
    counts,
    renew(certificate) {
      for (const listener of secure) listener.close();
      secure = listenTls(certificate);
    },
    stop() {
      clearInterval(timer);
      for (const listener of [...listeners, ...secure]) listener.close();
      streams.closeAll();
      relay.removeAll();
    },
  };
}
