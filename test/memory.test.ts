import { expect, test } from 'bun:test';
import { createMemoryTrimmer } from '../server/memory.ts';

/** Makes a process whose CPU time the test sets; `check` is what the timer calls every ten seconds. */
function createProcess() {
  let used = 0;
  let trims = 0;
  let collections = 0;
  const trimmer = createMemoryTrimmer({
    trim: () => void trims++,
    collect: () => void collections++,
    cpuTime: () => used,
  });
  return {
    collections: () => collections,
    /** Lets ten seconds pass with so many milliseconds of work. */
    pass(workMs: number): number {
      used += workMs;
      trimmer.check();
      return trims;
    },
  };
}

test('memory is given back once the start is over, and not again while nothing happens', () => {
  const process = createProcess();
  expect(process.pass(900)).toBe(0);
  expect(process.pass(60)).toBe(1);
  for (let n = 0; n < 5; n++) expect(process.pass(60)).toBe(1);
});

test('nobody waits for it while the server works', () => {
  const process = createProcess();
  process.pass(60);
  for (let n = 0; n < 100; n++) expect(process.pass(9000)).toBe(1);
  expect(process.pass(20)).toBe(2);
});

test('small work adds up: at last it is worth a collection', () => {
  const process = createProcess();
  process.pass(60);
  let passed = 0;
  while (process.pass(90) === 1) passed++;
  expect(passed).toBe(5);
});

test('garbage of a server that is never quiet is collected by the work it does', () => {
  const process = createProcess();
  process.pass(60);
  for (let n = 0; n < 10; n++) process.pass(300);
  expect(process.collections()).toBe(1);
  for (let n = 0; n < 3; n++) process.pass(9000);
  expect(process.collections()).toBe(4);
});

test('and is not collected twice where everything was given back just now', () => {
  const process = createProcess();
  process.pass(1900);
  process.pass(20);
  process.pass(1900);
  expect(process.collections()).toBe(0);
});
