/**
 * The closed loop of `pairs` with an XMPP server: a flight ends when the writer has the receipt of its message. The server
 * archives a message for its writer before it goes on, and for its reader before they get it, so it is stored by then.
 */
import { ClosedLoop } from '../lib/closed-loop.ts';
import { type LoadJob, readJob } from '../lib/load.ts';
import { textOf } from '../lib/pair.ts';
import { XmppClient } from '../lib/xmpp.ts';

export type XmppJob = LoadJob & { password: string };

const job = await readJob<XmppJob>();
const loop = new ClosedLoop(job);
const failed = (reason: string) => loop.fail(reason);
const clients: XmppClient[] = [];

async function openPair(n: number): Promise<() => void> {
  const [one, other] = [`writer${n}`, `reader${n}`];
  let nextId = 1;
  const open = async (name: string, onMessage: (id: string, isReceipt: boolean) => void) => {
    const client = await XmppClient.open(
      job.port,
      { name, password: job.password },
      onMessage,
      failed,
    );
    clients.push(client);
    return client;
  };
  const writer = await open(one, (_, isReceipt) => {
    if (isReceipt) loop.land(fly);
  });
  const reader: XmppClient = await open(other, (id) => reader.sendReceipt(one, id));
  const fly = () => {
    const id = nextId++;
    writer.send(other, String(id), textOf(id));
  };
  return fly;
}

const pairs: (() => void)[] = [];
for (const n of job.pairs.keys()) pairs.push(await openPair(n));
for (const fly of pairs) for (let i = 0; i < job.inFlight; i++) loop.begin(fly);
process.stdout.write(JSON.stringify(await loop.measure()));
process.exit(0);
