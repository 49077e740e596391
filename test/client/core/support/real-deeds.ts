import type { MemberRole, Rights } from '../../../../protocol/chats.ts';
import type { Entity } from '../../../../protocol/entities.ts';
import { type RealStory, say } from './real-story.ts';
import type { Client } from './world.ts';

type Deed = () => Promise<unknown> | unknown;

const EMOJIS = [[], ['👍'], ['👍', '❤️']];
const ROLES: MemberRole[] = ['owner', 'admin', 'member'];
const RIGHTS: Partial<Rights>[] = [
  { write: false },
  { write: true },
  { pin: false },
  { pin: true },
];

/** Makes bold text, or a mention of a person, who may not be in the chat. */
function entities({ pick, people }: RealStory): Entity[] {
  const place = { offset: 0, length: 2 };
  const mention = { type: 'mention' as const, ...place, userId: pick(Object.values(people)) };
  return [pick([mention, { type: 'bold' as const, ...place }])];
}

/** Does one thing that a person does at a device. Errors are part of the story, and nothing waits for the network. */
export async function actOnDevice(story: RealStory, client: Client): Promise<void> {
  const { pick, number, log, clock } = story;
  const rows = client.messenger.chats.get() ?? [];
  if (rows.length === 0) return;
  const { chat } = pick(rows);
  const talk = talking(story, client, chat.id, chat.lastSeq);
  const [name, deed] = pick(
    Object.entries(
      number(4) === 0
        ? { ...ownSide(story, client, chat.id), ...leading(story, client, chat.id) }
        : talk,
    ),
  );
  log.push(`${client.tab.browser.userId} ${name} ${chat.id}/${chat.lastSeq}`);
  void Promise.resolve()
    .then(deed)
    .catch((error) => log.push(`   ${name}: ${error?.code ?? error}`));
  await clock.rest();
}

function talking(story: RealStory, { messenger }: Client, id: string, last: number) {
  const { pick, number, log } = story;
  const { actions } = messenger;
  const seq = 1 + number(Math.max(1, last));
  const said = entities(story);
  const send: Deed = () => messenger.send(id, `text ${log.length}`);
  const react: Deed = () => actions.react(id, seq, pick(EMOJIS));
  const targets = (messenger.chats.get() ?? []).map(({ chat }) => chat.id);
  const deeds: Record<string, Deed> = {
    send,
    'send again': send,
    reply: () => messenger.send(id, `re ${log.length}`, { replyTo: seq, entities: said }),
    edit: () => actions.edit(id, seq, `edit ${log.length}`, number(2) ? said : []),
    'edit the same': () => actions.edit(id, seq, 'the same', []),
    'edit unsent': () => {
      const row = messenger.session.get()?.model.outbox[0];
      return row && actions.edit(row.chatId, 0, `corrected ${log.length}`, [], row.clientId);
    },
    bury: () => actions.remove(id, [seq], true),
    hide: () => actions.remove(id, [...new Set([seq, 1 + number(Math.max(1, last))])], false),
    react,
    'react again': react,
    pin: () => actions.pin(id, seq, number(2) === 0),
    forward: () => {
      const author = number(2) === 0;
      return actions.forward({ chatId: id, seqs: [seq], author }, [pick(targets), pick(targets)]);
    },
    read: () => messenger.session.get()?.call('markRead', { chatId: id, seq }),
    draft: () => messenger.setDraft(id, pick(['', 'one', 'two', 'three'])),
    'look back': () => messenger.session.get()?.call('fetchHistory', { chatId: id, before: seq }),
  };
  return deeds;
}

function ownSide({ pick, number, people }: RealStory, { messenger }: Client, id: string) {
  const { actions } = messenger;
  const deeds: Record<string, Deed> = {
    pinned: () => actions.setChatSettings(id, { pinned: pick([null, 1, 2]) }),
    muted: () => actions.setChatSettings(id, { mutedUntil: pick([null, Number.MAX_SAFE_INTEGER]) }),
    archived: () => actions.setChatSettings(id, { archived: number(2) === 0 }),
    unread: () => actions.setChatSettings(id, { unreadMark: number(2) === 0 }),
    'read all': () => actions.markRead(id),
    clear: () => actions.clear(id, number(3) === 0),
    accept: () => actions.accept(id),
    block: () => actions.block(pick(Object.values(people)), number(3) === 0),
    discard: () => {
      const row = pick(messenger.session.get()?.model.outbox ?? []);
      return row && (number(2) ? messenger.retry(row.clientId) : messenger.discard(row.clientId));
    },
  };
  return deeds;
}

function leading(story: RealStory, { messenger }: Client, chatId: string) {
  const { pick, number, people, codes } = story;
  const { groups } = messenger;
  const who = pick(Object.values(people));
  const deeds: Record<string, Deed> = {
    group: () => groups.create(`group ${number(99)}`, [who]),
    title: () => {
      const words = { title: `title ${number(9)}`, about: `about ${number(9)}` };
      return messenger.askForChat('chat.update', { chatId, ...words });
    },
    rights: () => messenger.askForChat('chat.update', { chatId, rights: pick(RIGHTS) }),
    add: () => messenger.askForChat('member.add', { chatId, userIds: [who] }),
    remove: () => groups.remove(chatId, who),
    role: () => messenger.askForChat('member.update', { chatId, userId: who, role: pick(ROLES) }),
    leave: () => groups.leave(chatId),
    link: async () => {
      const approval = number(3) === 0;
      const terms = { chatId, expiresAt: null, uses: pick([null, 1]), approval };
      codes.push((await messenger.ask('invite.create', terms)).invite.code);
    },
    join: () => (codes.length > 0 ? groups.join(pick(codes)) : undefined),
    'let in': () => messenger.ask('join.answer', { chatId, userId: who, accept: number(4) > 0 }),
    direct: () => messenger.openDirect(who),
  };
  return deeds;
}

/** Does something that a person without a device here does. */
export async function actElsewhere(story: RealStory): Promise<void> {
  const { server, people, pick, number, codes, log, chance } = story;
  const me = pick([people.reza, people.mina]);
  const { chats } = await server.ask(me, 'chat.list', {});
  if (chats.length === 0) return;
  const { id: chatId, lastSeq } = pick(chats);
  const seq = 1 + number(Math.max(1, lastSeq));
  const who = pick(Object.values(people));
  const deeds: Record<string, Deed> = {
    say: () => say(server, me, chatId, `elsewhere ${log.length}`),
    reply: () => {
      const clientId = Bun.randomUUIDv7();
      const words = { text: `answer ${log.length}`, entities: entities(story) };
      return server.ask(me, 'message.send', { chatId, clientId, ...words, replyTo: seq });
    },
    edit: () => server.ask(me, 'message.edit', { chatId, seq, text: `edited ${log.length}` }),
    bury: () => server.ask(me, 'message.delete', { chatId, seqs: [seq], everyone: true }),
    react: () => server.ask(me, 'message.react', { chatId, seq, emojis: pick(EMOJIS) }),
    pin: () => server.ask(me, 'message.pin', { chatId, seq, on: chance(0.5) }),
    read: () => server.ask(me, 'chat.read', { chatId, seq }),
    delivered: () => server.ask(me, 'chat.delivered', { chatId, seq: lastSeq }),
    write: () => server.ask(me, 'chat.create', { kind: 'direct', userId: who }),
    block: () => server.ask(me, 'user.block', { userId: who, on: chance(0.3) }),
    add: () => server.ask(me, 'member.add', { chatId, userIds: [who] }),
    remove: () => server.ask(me, 'member.remove', { chatId, userId: who }),
    role: () => server.ask(me, 'member.update', { chatId, userId: who, role: pick(ROLES) }),
    rights: () => server.ask(me, 'chat.update', { chatId, rights: pick(RIGHTS) }),
    link: async () => {
      const terms = { chatId, uses: pick([null, 1]), approval: chance(0.3) };
      codes.push((await server.ask(me, 'invite.create', terms)).invite.code);
    },
    join: () => codes.length > 0 && server.ask(me, 'invite.join', { code: pick(codes) }),
    'let in': () => server.ask(me, 'join.answer', { chatId, userId: who, accept: chance(0.8) }),
  };
  const [name, deed] = pick(Object.entries(deeds));
  log.push(`${me} ${name} ${chatId}/${seq} ${who}`);
  await Promise.resolve()
    .then(deed)
    .catch((error) => log.push(`   ${name}: ${error.message}`));
}
