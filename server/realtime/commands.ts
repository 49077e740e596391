import type { UpBody, UpReply, UpType } from '../../protocol/up.ts';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import type { createCalls } from '../calls/service.ts';
import type { createChats } from '../chats/service.ts';
import type { createChatSettings } from '../chats/settings.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import type { createGroups } from '../groups/service.ts';
import type { createMessages } from '../messages/service.ts';
import type { createPeople } from '../people/service.ts';
import type { createPresence } from '../presence/service.ts';
import type { Pushes } from '../push/push.ts';
import type { createSearch } from '../search/service.ts';
import type { createSync } from '../sync/service.ts';
import type { createTurnServers } from '../turn/servers.ts';
import type { createUsers } from '../users/service.ts';
import { VERSION } from '../version.ts';
import type { Price } from './prices.ts';

export type Command<T extends UpType> = {
  /** A write starts at once and in order; a read waits for the writes of its own socket. */
  kind: 'read' | 'write';
  /** Of what may take more than a millisecond. */
  price?: Price;
  run(ctx: Ctx, body: UpBody<T>): Promise<Outcome<UpReply<T>>>;
};
export type Commands = { readonly [T in UpType]: Command<T> };

export type Services = {
  calls: ReturnType<typeof createCalls>;
  chats: ReturnType<typeof createChats>;
  groups: ReturnType<typeof createGroups>;
  messages: ReturnType<typeof createMessages>;
  own: ReturnType<typeof createChatSettings>;
  people: ReturnType<typeof createPeople>;
  presence: ReturnType<typeof createPresence>;
  push: Pick<Pushes, 'settings' | 'pusher'>;
  search: ReturnType<typeof createSearch>;
  sync: ReturnType<typeof createSync>;
  turn: Pick<ReturnType<typeof createTurnServers>, 'servers'>;
  users: ReturnType<typeof createUsers>;
};

/** Every request of the protocol and what runs it: bound as socket requests and as REST routes. */
export function createCommands(deps: Deps, services: Services): Commands {
  const { calls, chats, groups, messages, own, people, presence, push, search, sync, turn, users } =
    services;
  return {
    hello: { kind: 'read', price: 3, run: hello(deps, services) },
    sync: { kind: 'read', price: 2, run: sync.sync },
    // Each wakes devices and leaves a line: at the sustained rate of an account two in a second.
    'call.start': { kind: 'write', price: 15, run: calls.start },
    'call.join': { kind: 'write', price: 3, run: calls.join },
    'call.decline': { kind: 'write', run: calls.decline },
    'call.leave': { kind: 'write', run: calls.leave },
    'call.update': { kind: 'write', run: calls.update },
    'call.signal': { kind: 'read', run: calls.signal },
    'call.list': { kind: 'read', price: 2, run: calls.list },
    'chat.create': {
      kind: 'write',
      price: { base: 5, each: { of: 'userIds', per: 20 } },
      run: (ctx, body) => (body.kind === 'group' ? groups : chats).create(ctx, body),
    },
    'chat.update': { kind: 'write', price: 3, run: groups.update },
    'chat.leave': { kind: 'write', run: groups.leave },
    'chat.delete': { kind: 'write', run: groups.delete },
    'member.add': {
      kind: 'write',
      price: { base: 3, each: { of: 'userIds', per: 20 } },
      run: groups.addMembers,
    },
    'member.remove': { kind: 'write', price: 2, run: groups.removeMember },
    'member.update': { kind: 'write', run: groups.updateMember },
    'member.list': { kind: 'read', price: 3, run: groups.members },
    'invite.create': { kind: 'write', price: 3, run: groups.createInvite },
    'invite.list': { kind: 'read', run: groups.invites },
    'invite.revoke': { kind: 'write', run: groups.revokeInvite },
    'invite.get': { kind: 'read', run: groups.invite },
    'invite.join': { kind: 'write', price: 3, run: groups.join },
    'join.list': { kind: 'read', price: 3, run: groups.joinRequests },
    'join.answer': { kind: 'write', run: groups.answerJoin },
    'chat.settings': { kind: 'write', run: own.own },
    'chat.clear': { kind: 'write', run: own.clear },
    'chat.accept': { kind: 'write', run: own.accept },
    'chat.get': { kind: 'read', run: chats.get },
    'chat.list': { kind: 'read', price: 5, run: chats.list },
    'chat.stats': { kind: 'read', price: 5, run: chats.stats },
    'message.send': { kind: 'write', run: messages.send },
    'message.edit': { kind: 'write', run: messages.edit },
    'message.delete': {
      kind: 'write',
      price: { base: 1, each: { of: 'seqs', per: 10 } },
      run: messages.delete,
    },
    'message.react': { kind: 'write', run: messages.react },
    'message.pin': { kind: 'write', run: messages.pin },
    'message.played': { kind: 'write', price: 2, run: messages.markPlayed },
    'message.pins': { kind: 'read', price: 3, run: messages.pins },
    'message.info': { kind: 'read', price: 3, run: messages.info },
    history: { kind: 'read', price: 2, run: messages.history },
    'history.at': { kind: 'read', run: messages.historyAt },
    'chat.files': { kind: 'read', price: 3, run: messages.files },
    'chat.delivered': { kind: 'write', run: messages.delivered },
    'chat.read': { kind: 'write', run: readAndClose(services) },
    typing: { kind: 'read', run: presence.typing },
    'presence.set': { kind: 'read', run: presence.set },
    'presence.watch': {
      kind: 'read',
      price: { base: 1, each: { of: 'userIds', per: 100 } },
      run: presence.watch,
    },
    'push.get': { kind: 'read', run: push.settings.get },
    'push.subscribe': { kind: 'write', run: push.settings.subscribe },
    'push.unsubscribe': { kind: 'write', run: push.settings.unsubscribe },
    'push.settings': { kind: 'write', run: push.settings.change },
    'push.test': { kind: 'read', run: push.settings.test },
    'call.servers': { kind: 'read', price: 3, run: turn.servers },
    search: { kind: 'read', price: 5, run: search.search },
    'user.find': { kind: 'read', price: 3, run: users.find },
    'user.get': { kind: 'read', run: users.get },
    'user.shared': { kind: 'read', price: 2, run: people.shared },
    'user.block': { kind: 'write', price: 2, run: people.block },
    'user.blocks': { kind: 'read', price: 2, run: people.blocks },
    'me.get': { kind: 'read', run: users.meGet },
    // All people who share a chat with the person get the event, and their rows are touched.
    'me.update': { kind: 'write', price: 15, run: users.meUpdate },
  };
}

/** The socket is subscribed since it opened, so no event falls between what `sync` reads and what arrives live. */
function hello(deps: Deps, { presence, sync, users }: Services): Command<'hello'>['run'] {
  return async (ctx, { protocol, cursor, active }) => {
    const { reply: page } = await sync.sync(ctx, { cursor: cursor ?? {}, protocol });
    const { user } = (await users.meGet(ctx, {})).reply;
    await presence.set(ctx, { active: active ?? true });
    const reply = {
      protocol: PROTOCOL_VERSION,
      version: VERSION,
      now: deps.clock.now(),
      me: user,
      sync: page,
    };
    return { reply, changes: [] };
  };
}

/** What one device reads, the others stop to show. */
function readAndClose({ messages, push }: Services): Command<'chat.read'>['run'] {
  return async (ctx, body) => {
    const outcome = await messages.read(ctx, body);
    push.pusher.read(ctx.userId, body.chatId, ctx.sessionId);
    return outcome;
  };
}
