/** Opens one idle socket for each token, says hello, prints `{ "open": n }`, and holds them until it is killed. */
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { connect } from '../lib/connect.ts';
import { readJob } from '../lib/load.ts';

type Job = { port: number; tokens: string[] };

const { port, tokens } = await readJob<Job>();
/** More handshakes at once would only fill the accept queue. */
const AT_ONCE = 64;
const sockets: WebSocket[] = [];
const hello = JSON.stringify({
  id: 1,
  type: 'hello',
  body: { protocol: PROTOCOL_VERSION, active: false },
});

function open(token: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, token);
    sockets.push(socket);
    socket.onopen = () => socket.send(hello);
    socket.onmessage = (event) => {
      if (String(event.data).includes('"ok":true')) resolve();
      else reject(new Error(String(event.data)));
    };
    socket.onclose = (event) => reject(new Error(`closed ${event.code}`));
  });
}

const queue = tokens.values();
async function worker(): Promise<void> {
  for (const token of queue) await open(token);
}
await Promise.all(Array.from({ length: AT_ONCE }, worker));
const alive = () => sockets.filter((socket) => socket.readyState === WebSocket.OPEN).length;
process.stdout.write(`${JSON.stringify({ open: alive() })}\n`);
process.on('SIGUSR1', () => process.stdout.write(`${JSON.stringify({ open: alive() })}\n`));
