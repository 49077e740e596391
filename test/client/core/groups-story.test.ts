import { expect, test } from 'bun:test';
import { settle } from './support/clock.ts';
import { sameMessages } from './support/same-messages.ts';
import type { ServerChat } from './support/server-chat.ts';
import { begin, calm, close, open, type Story } from './support/story.ts';
import type { Client } from './support/world.ts';
import { stored } from './support/world.ts';

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const RUNS = Number(process.env.RUNS ?? 200);
const STEPS = 70;
const EMOJIS = [[], ['👍'], ['👍', '❤️']];

/** One thing that somebody does at a device. Refusals are part of the story. */
async function act(story: Story, { messenger }: Client): Promise<void> {
  const { pick, number, written } = story;
  const { actions } = messenger;
  const chat = pick(story.chats);
  const { id } = chat;
  const seq = 1 + number(Math.max(1, chat.lastSeq));
  const deeds: (() => Promise<void> | void)[] = [
    async () => {
      const text = `text ${written.length}`;
      written.push(text);
      await messenger.send(id, text);
    },
    () => actions.edit(id, seq, `edit ${chat.rev} ${number(9)}`, []),
    () => actions.edit(id, seq, 'the same', []),
    () => actions.remove(id, [seq], true),
    () => actions.remove(id, [seq, 1 + number(Math.max(1, chat.lastSeq))], false),
    () => actions.react(id, seq, pick(EMOJIS)),
    () => actions.react(id, seq, pick(EMOJIS)),
    () => actions.pin(id, seq, number(2) === 0),
    () => actions.setChatSettings(id, { pinned: pick([null, 1, 2]) }),
    () => actions.setChatSettings(id, { mutedUntil: pick([null, Number.MAX_SAFE_INTEGER]) }),
    () => actions.forward({ chatId: id, seqs: [seq], author: true }, [pick(story.chats).id]),
    () => messenger.setDraft(id, pick(['', 'one', 'two', 'three'])),
    () => actions.clear(id, number(3) === 0),
    async () => {
      const session = messenger.session.get();
      session?.call('read', { chatId: id, seq }).catch(() => {});
    },
    async () => {
      const row = messenger.session.get()?.model.outbox[0];
      if (row) await actions.edit(row.chatId, 0, `corrected ${number(9)}`, [], row.clientId);
    },
  ];
  const common = number(3) === 0 ? 0 : number(deeds.length);
  // What is there may be gone by the time of the call: a forward of it, say, is refused at once.
  // The clock stands still here, so what waits for the network is not waited for.
  void Promise.resolve(deeds[common]?.()).catch(() => {});
  await settle();
}

/** Something that happens elsewhere. */
function happen(story: Story): void {
  const { server, group, reza, ali, sara, pick, number, chance } = story;
  const chat = pick(story.chats);
  const who = chat === group ? reza : ali;
  const seq = 1 + number(Math.max(1, chat.lastSeq));
  const living = chat.messages[seq - 1];
  const dice = number(9);
  if (dice <= 3) server.say(chat, who, `${who.username} ${chat.lastSeq}`);
  else if (dice === 4 && living?.kind === 'text') server.bury(chat, seq);
  else if (living?.deletedAt !== null || living.kind !== 'text') return;
  else if (dice === 5) server.edit(chat, seq, `edited elsewhere ${chat.rev}`);
  else if (dice === 6) server.react(chat, seq, who, pick(EMOJIS));
  else if (dice === 7 && (living.pinnedAt === undefined) === chance(0.9))
    server.pin(chat, seq, living.pinnedAt === undefined);
  else if (dice === 8) {
    const person = pick([sara, ali]);
    if (!group.members.has(person.id)) server.admit(group, person);
    else if (chance(0.5)) server.expel(group, person);
  }
}

async function step(story: Story): Promise<void> {
  const { server, devices, pick, chance, number, clock } = story;
  const device = pick(devices);
  const dice = number(20);
  if (dice <= 10 && device.client?.messenger.session.get()) await act(story, device.client);
  else if (dice <= 14) happen(story);
  else if (dice === 15) {
    server.cut();
    server.reachable = chance(0.5);
  } else if (dice === 16) server.reachable = true;
  else if (dice === 17) for (const socket of server.sockets) socket.held = chance(0.6);
  else if (dice === 18) for (const socket of server.sockets) socket.let(3);
  else if (device.client) close(device);
  else await open(device);
  server.meddle = ({ type }) => {
    if (type === 'hello' || chance(0.85)) return undefined;
    if (chance(0.5)) return 'lose-reply';
    return chance(0.5) ? { code: 'busy', retryAfterMs: 300 } : undefined;
  };
  await clock.advance(chance(0.5) ? 5 : number(2000));
}

/** The device shows what the server knows, holds nothing that its person may not see, and has left nothing undone. */
async function equal(story: Story, client: Client): Promise<void> {
  const { messenger, tab } = client;
  const { userId } = tab.browser;
  const model = messenger.session.get()?.model;
  expect(model?.actions).toEqual([]);
  for (const chat of story.chats) {
    const row = messenger.chats.get()?.find((other) => other.chat.id === chat.id);
    const held = await stored(client, chat);
    if (!chat.lists(userId)) {
      expect(held).toEqual([]);
      // It stands only for texts that wait to be taken back.
      expect(Boolean(row)).toBe(Boolean(model?.outbox.some((one) => one.chatId === chat.id)));
      continue;
    }
    const { members, unread, lastSeq, rev, own, pin, pins, reached, last } = chat.view(userId);
    const { draft } = own;
    expect(row?.chat).toMatchObject({ members, unread, lastSeq, rev, own, pin, pins, reached });
    expect(row?.chat.last?.seq).toBe(last?.seq);
    expect(row?.draft).toBe(draft?.text ?? '');
    sameMessages(held, chat.seen(userId), model?.chats.get(chat.id)?.ranges ?? []);
  }
}

/** Nobody's message is there twice, and each is at the server or waits with its author. */
function noneLost(story: Story): void {
  const all = story.chats.flatMap((chat: ServerChat) => chat.messages);
  const ids = all.map((message) => message.clientId);
  expect(ids.length).toBe(new Set(ids).size);
}

async function play(seed: number): Promise<void> {
  const story = await begin(seed);
  for (let i = 0; i < STEPS; i++) await step(story);
  const clients = await calm(story);
  for (const client of clients) await equal(story, client);
  noneLost(story);
  for (const device of story.devices) close(device);
}

test(
  `three devices end equal to the server, whatever happens in between (SEED=${SEED})`,
  async () => {
    for (let run = 0; run < RUNS; run++)
      await play(SEED + run).catch((error) => {
        throw new Error(`SEED=${SEED + run} RUNS=1`, { cause: error });
      });
  },
  RUNS * 4000,
);
