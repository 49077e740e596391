import { afterAll, test } from 'bun:test';
import { play } from './support/real-play.ts';
import { RealServer } from './support/real-server.ts';

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const RUNS = Number(process.env.RUNS ?? 180);
/** So many stories share one server: their people do not know each other, and its file grows. */
const EACH = 100;

let server: RealServer | undefined;
afterAll(() => server?.stop());

test(
  `every command, on three devices of two people, against the server itself (SEED=${SEED})`,
  async () => {
    const failed: unknown[] = [];
    for (let run = 0; run < RUNS && failed.length < 5; run++) {
      if (run % EACH === 0) {
        await server?.stop();
        server = await RealServer.start();
      }
      await play(SEED + run, server as RealServer).catch((error) => failed.push(error));
    }
    if (failed.length > 0) throw new AggregateError(failed, failed.map(String).join('\n'));
  },
  RUNS * 8000,
);
