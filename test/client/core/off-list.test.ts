import { afterAll, beforeAll, expect, test } from 'bun:test';
import { RealServer } from './support/real-server.ts';
import { begin, close, type RealStory } from './support/real-story.ts';
import type { Client } from './support/world.ts';

let server: RealServer;
let story: RealStory;
beforeAll(async () => {
  server = await RealServer.start();
  story = await begin(server, 1);
});
afterAll(async () => {
  for (const device of story.devices) close(device);
  await server.stop();
});

const rowOf = ({ messenger }: Client, chatId: string) =>
  messenger.chats.get()?.find(({ chat }) => chat.id === chatId);

test('a picture that was asked for is taken, and brings back no chat that has left the list meanwhile', async () => {
  const { clock, people } = story;
  const client = story.devices[2]?.client as Client;
  const { chats } = await server.ask(people.reza, 'chat.list', {});
  const chatId = chats[0]?.id ?? '';
  const lead = (role: 'admin' | 'member') =>
    server.ask(people.reza, 'member.update', { chatId, userId: people.sara, role });
  const saras = () => rowOf(client, chatId)?.chat.members.find((m) => m.userId === people.sara);

  await lead('admin');
  await clock.until(() => saras()?.role === 'admin');

  let asked = false;
  server.meddle = ({ type }) => {
    asked ||= type === 'chat.get';
    return undefined;
  };
  await lead('member');
  await clock.until(() => rowOf(client, chatId)?.chat.lastSeq === 3);
  expect(asked).toBe(false);
  for (const { socket } of server.wires) socket.held = true;
  await client.messenger.actions.clear(chatId, true);
  await clock.until(() => asked);
  for (const { socket } of server.wires) {
    socket.held = false;
    socket.pump();
  }
  await clock.until(() => client.messenger.session.get()?.model.actions.length === 0);
  await clock.advance(100);
  expect(rowOf(client, chatId)).toBeUndefined();
});
