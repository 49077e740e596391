import { expect, test } from 'bun:test';
import { findNeighbour, toKeyAction } from '../../../client/app/keys.ts';
import type { ChatRow } from '../../../client/core/services.ts';

const press = (code: string, held: Partial<KeyboardEvent> = {}, key = code) => ({
  ...{ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  isComposing: false,
  ...held,
});
const rows = ['a', 'b', 'c'].map((id) => ({ chat: { id } }) as ChatRow);

test('letters count by the place of the key, so that they work on a Persian layout and with ⌘', () => {
  expect(toKeyAction(press('KeyK', { ctrlKey: true }, 'ن'), () => true)).toBe('jump');
  expect(toKeyAction(press('KeyK', { metaKey: true }), () => true)).toBe('jump');
  expect(toKeyAction(press('KeyF', { ctrlKey: true }, 'ب'), () => true)).toBe('find');
  expect(toKeyAction(press('KeyF', { ctrlKey: true, shiftKey: true }), () => true)).toBeNull();
  expect(toKeyAction(press('KeyK'), () => false)).toBeNull();
});

test('a question mark of either script asks for the keys, except where somebody writes', () => {
  const shift = { shiftKey: true };
  for (const mark of ['?', '؟']) {
    expect(toKeyAction(press('Slash', shift, mark), () => false)).toBe('keys');
    expect(toKeyAction(press('Slash', shift, mark), () => true)).toBeNull();
  }
  expect(toKeyAction(press('Slash', { ctrlKey: true }, '/'), () => true)).toBe('keys');
});

test('nothing that is being composed is a key of ours', () => {
  expect(toKeyAction(press('KeyK', { ctrlKey: true, isComposing: true }), () => true)).toBeNull();
});

test('the neighbours are those of the list, which ends', () => {
  expect(findNeighbour(rows, 'b', -1)).toBe('a');
  expect(findNeighbour(rows, 'b', 1)).toBe('c');
  expect(findNeighbour(rows, 'c', 1)).toBeNull();
  expect(findNeighbour(rows, 'a', -1)).toBeNull();
  expect(findNeighbour(rows, null, 1)).toBe('a');
  expect(findNeighbour(rows, null, -1)).toBe('c');
  expect(findNeighbour([], null, 1)).toBeNull();
  expect(findNeighbour([], null, -1)).toBeNull();
});
