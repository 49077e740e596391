import { expect, test } from 'bun:test';
import { Loaded } from '../../../client/ui/loaded.ts';

/** An element that is about one chat at a time, and a server that answers when the test says so. */
function begin() {
  let subject: string | undefined = 'a';
  const asked: { subject: string; answer(value: string): void }[] = [];
  const host = {
    addController() {},
    removeController() {},
    requestUpdate() {},
    updateComplete: Promise.resolve(true),
  };
  const known = new Loaded<string>(
    host,
    () => {
      const of = subject;
      if (of === undefined) return undefined;
      const { promise, resolve } = Promise.withResolvers<string>();
      asked.push({ subject: of, answer: resolve });
      return promise;
    },
    () => subject,
  );
  return {
    known,
    asked,
    turnTo(next: string | undefined) {
      subject = next;
      known.hostUpdate();
    },
  };
}

test('what is gone for a moment and comes back is asked for again', async () => {
  const { known, asked, turnTo } = begin();
  turnTo('a');
  asked[0]?.answer('first');
  await new Promise(setImmediate);
  expect(known.value).toBe('first');
  turnTo(undefined);
  expect(known.value).toBeNull();
  turnTo('a');
  expect(asked.map((one) => one.subject)).toEqual(['a', 'a']);
  asked[1]?.answer('second');
  await new Promise(setImmediate);
  expect(known.value).toBe('second');
});

test('an answer about what was shown before does not come under what is shown now', async () => {
  const { known, asked, turnTo } = begin();
  turnTo('a');
  turnTo(undefined);
  asked[0]?.answer('late');
  await new Promise(setImmediate);
  expect(known.value).toBeNull();
});
