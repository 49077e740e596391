import { createSocket, type Socket } from 'node:dgram';
import type { TurnCounts } from '../turn-state.ts';
import { type Address, familyOf, spell } from './address.ts';
import type { Client, RelaySocket } from './allocation.ts';
import { FAMILY } from './attributes.ts';

/**
 * All clients come by one socket, and while a busy machine keeps the loop away their packets wait here. The kernel gives
 * what `net.core.rmem_max` allows, 208 KB where nobody has raised it.
 */
const RECEIVE_BYTES = 4 << 20;
/** Ports that are tried before an allocation is refused. */
const TRIES = 40;

type Receive = (client: Client, bytes: Buffer) => void;

/** Listens for clients by UDP. `known`: the client of this key, where it has an allocation. */
export async function listenUdp(
  at: Address,
  counts: TurnCounts,
  known: (key: string) => Client | undefined,
  receive: Receive,
): Promise<{ port: number; close(): void }> {
  const type = familyOf(at.address) === FAMILY.v6 ? 'udp6' : 'udp4';
  // Only dgram can ask for a larger buffer.
  const socket = createSocket({ type, ipv6Only: type === 'udp6', recvBufferSize: RECEIVE_BYTES });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(at.port, at.address, () => {
      socket.off('error', reject);
      resolve();
    });
  });
  // An ICMP error of one peer is no fault of the socket's.
  socket.on('error', () => {});
  socket.on('message', (bytes, { address, port }) => {
    const key = `${address}|${port}`;
    receive(known(key) ?? clientOf(socket, counts, key, { address, port }), bytes);
  });
  return { port: socket.address().port, close: () => socket.close() };
}

function clientOf(socket: Socket, counts: TurnCounts, key: string, from: Address): Client {
  const { port } = from;
  return {
    key,
    address: spell(from.address),
    port,
    transport: 'udp',
    send: (bytes) => sendAgain(socket, counts, bytes, from),
  };
}

/**
 * Bun 1.4.5 reports the ICMP error of an earlier packet at the next one, whomever that is for, and drops it: one client
 * that has hung up would cost the others a packet each time. So what failed is sent once more.
 */
function sendAgain(
  socket: Socket,
  counts: TurnCounts,
  bytes: Buffer,
  { address, port }: Address,
): void {
  socket.send(bytes, port, address, (error) => {
    if (!error) return;
    counts.repeated++;
    // After the socket was closed as well: then nobody is to hear of it.
    try {
      socket.send(bytes, port, address, () => {});
    } catch {}
  });
}

type Ports = {
  /** Where sockets are opened, by family. */
  host: (family: number) => string;
  first: number;
  last: number;
  random(below: number): number;
  counts: TurnCounts;
};

/** Opens sockets of allocations on free ports of the range, chosen by chance: the next one cannot be foretold. */
export function createSocketOpener({ host, first, last, random, counts }: Ports) {
  return async (
    family: number,
    isEven: boolean,
    receive: (data: Buffer, from: Address) => void,
  ): Promise<RelaySocket | undefined> => {
    const start = random(last - first + 1);
    for (let n = 0; n < Math.min(TRIES, last - first + 1); n++) {
      const port = first + ((start + n) % (last - first + 1));
      if (isEven && port % 2 === 1) continue;
      const socket = await openSocket(host(family), port, counts, receive);
      if (socket) return socket;
    }
    return undefined;
  };
}

async function openSocket(
  hostname: string,
  port: number,
  counts: TurnCounts,
  receive: (data: Buffer, from: Address) => void,
): Promise<RelaySocket | undefined> {
  try {
    const socket = await Bun.udpSocket({
      hostname,
      port,
      socket: {
        data: (_, data, fromPort, address) =>
          receive(data, { address: spell(address), port: fromPort }),
        error() {},
      },
    });
    return {
      port,
      close: () => socket.close(),
      send(data, to) {
        // As in `sendAgain`; this socket says it at once.
        for (let tries = 0; tries < 2; tries++) {
          try {
            socket.send(data, to.port, to.address);
            return;
          } catch {
            counts.repeated++;
          }
        }
      },
    };
  } catch {
    // Somebody else has this port.
    return undefined;
  }
}
