import { expect, test } from 'bun:test';
import type { ReservedSQL } from 'bun';
import { ClockWatch } from '../../db/postgres/clock-watch.ts';

const HOUR = 3_600_000;

/** A database whose clock is right, and a machine whose clock is `off`; an answer comes after `tookMs`. */
function compare() {
  const at = { off: 0, tookMs: 0 };
  const said: string[] = [];
  const note = (event: string) => void said.push(event);
  const watch = new ClockWatch(() => Date.now() + at.off, { info: note, warn: note, error: note });
  const unsafe = async () => {
    const rows = [{ at: Date.now() }];
    await Bun.sleep(at.tookMs);
    return rows;
  };
  return { at, said, watch, look: () => watch.look({ unsafe } as unknown as ReservedSQL) };
}

test('a clock is believed as long as it is near, corrected where it is not, and believed again when it was set right', async () => {
  const { at, said, watch, look } = compare();
  for (const near of [0, 900, -900]) {
    at.off = near;
    await look();
    expect([watch.aheadMs, said]).toEqual([0, []]);
  }
  for (const off of [HOUR, -HOUR]) {
    at.off = off;
    await look();
    expect(Math.abs(watch.aheadMs - off)).toBeLessThan(HOUR / 60);
  }
  at.off = 0;
  await look();
  expect([watch.aheadMs, said]).toEqual([0, ['clock wrong', 'clock wrong', 'clock right']]);
});

test('a slow answer says enough of an hour, and a quick one says it better without a word', async () => {
  const { at, said, watch, look } = compare();
  Object.assign(at, { off: HOUR, tookMs: 1000 });
  await look();
  const rough = watch.aheadMs;
  at.tookMs = 0;
  await look();
  expect(Math.abs(rough - HOUR)).toBeLessThan(HOUR / 60);
  expect(Math.abs(watch.aheadMs - HOUR)).toBeLessThanOrEqual(Math.abs(rough - HOUR));
  expect(said).toEqual(['clock wrong']);
});
