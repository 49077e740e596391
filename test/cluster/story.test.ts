import { afterAll, test } from 'bun:test';
import { play } from '../client/core/support/real-play.ts';
import { PATIENCE_MS } from '../helpers/patience.ts';
import { StoryNodes } from './lib/story-nodes.ts';

/** `RUNS=200 bun test …` plays more of the stories of test/client/core/whole-story.test.ts on two nodes. */
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const RUNS = Number(process.env.RUNS ?? 3);
/** After so many failures the rest would tell no more. */
const FAILED = 5;

let server: StoryNodes | undefined;
afterAll(() => server?.stop());

test(
  `every command, on three devices of two people, each request to any of two nodes (SEED=${SEED})`,
  async () => {
    const nodes = await StoryNodes.start();
    server = nodes;
    const failed: unknown[] = [];
    for (let run = 0; run < RUNS && failed.length < FAILED; run++)
      await play(SEED + run, nodes).catch((error) => failed.push(error));
    if (failed.length > 0) throw new AggregateError(failed, failed.map(String).join('\n'));
  },
  PATIENCE_MS * (3 + RUNS),
);
