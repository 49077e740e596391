import { ApiError } from '../../db/engine/api-error.ts';
import type { UpBody, UpReply, UpType } from '../../protocol/up.ts';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../../protocol/version.ts';
import type { createChats } from '../chats/service.ts';
import type { createChatSettings } from '../chats/settings.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import type { createGroups } from '../groups/service.ts';
import type { createMessages } from '../messages/service.ts';
import type { createPeople } from '../people/service.ts';
import type { createPresence } from '../presence/service.ts';
import type { createSearch } from '../search/service.ts';
import type { createSync } from '../sync/service.ts';
import type { createUsers } from '../users/service.ts';
import { VERSION } from '../version.ts';

export type Command<T extends UpType> = {
  /** A write starts at once and in order; a read waits for the writes of its own socket. */
  kind: 'read' | 'write';
  run(ctx: Ctx, body: UpBody<T>): Promise<Outcome<UpReply<T>>>;
};
export type Commands = { readonly [T in UpType]: Command<T> };

export type Services = {
  chats: ReturnType<typeof createChats>;
  groups: ReturnType<typeof createGroups>;
  messages: ReturnType<typeof createMessages>;
  own: ReturnType<typeof createChatSettings>;
  people: ReturnType<typeof createPeople>;
  presence: ReturnType<typeof createPresence>;
  search: ReturnType<typeof createSearch>;
  sync: ReturnType<typeof createSync>;
  users: ReturnType<typeof createUsers>;
};

/** Every request of the protocol and what runs it: bound as socket requests and as REST routes. */
export function createCommands(deps: Deps, services: Services): Commands {
  const { chats, groups, messages, own, people, presence, search, sync, users } = services;
  return {
    hello: { kind: 'read', run: hello(deps, services) },
    sync: { kind: 'read', run: sync.sync },
    'chat.create': {
      kind: 'write',
      run: (ctx, body) => (body.kind === 'group' ? groups : chats).create(ctx, body),
    },
    'chat.update': { kind: 'write', run: groups.update },
    'chat.leave': { kind: 'write', run: groups.leave },
    'chat.delete': { kind: 'write', run: groups.delete },
    'member.add': { kind: 'write', run: groups.addMembers },
    'member.remove': { kind: 'write', run: groups.removeMember },
    'member.update': { kind: 'write', run: groups.updateMember },
    'member.list': { kind: 'read', run: groups.members },
    'invite.create': { kind: 'write', run: groups.createInvite },
    'invite.list': { kind: 'read', run: groups.invites },
    'invite.revoke': { kind: 'write', run: groups.revokeInvite },
    'invite.get': { kind: 'read', run: groups.invite },
    'invite.join': { kind: 'write', run: groups.join },
    'join.list': { kind: 'read', run: groups.joinRequests },
    'join.answer': { kind: 'write', run: groups.answerJoin },
    'chat.own': { kind: 'write', run: own.own },
    'chat.clear': { kind: 'write', run: own.clear },
    'chat.accept': { kind: 'write', run: own.accept },
    'chat.get': { kind: 'read', run: chats.get },
    'chat.list': { kind: 'read', run: chats.list },
    'message.send': { kind: 'write', run: messages.send },
    'message.edit': { kind: 'write', run: messages.edit },
    'message.delete': { kind: 'write', run: messages.delete },
    'message.react': { kind: 'write', run: messages.react },
    'message.pin': { kind: 'write', run: messages.pin },
    'message.pins': { kind: 'read', run: messages.pins },
    'message.info': { kind: 'read', run: messages.info },
    history: { kind: 'read', run: messages.history },
    'history.at': { kind: 'read', run: messages.historyAt },
    'chat.delivered': { kind: 'write', run: messages.delivered },
    'chat.read': { kind: 'write', run: messages.read },
    typing: { kind: 'read', run: presence.typing },
    'presence.set': { kind: 'read', run: presence.set },
    'presence.watch': { kind: 'read', run: presence.watch },
    search: { kind: 'read', run: search.search },
    'user.find': { kind: 'read', run: users.find },
    'user.get': { kind: 'read', run: users.get },
    'user.shared': { kind: 'read', run: people.shared },
    'user.block': { kind: 'write', run: people.block },
    'user.blocks': { kind: 'read', run: people.blocks },
    'me.get': { kind: 'read', run: users.meGet },
    'me.update': { kind: 'write', run: users.meUpdate },
  };
}

/** The socket is subscribed since it opened, so no event falls between what `sync` reads and what arrives live. */
function hello(deps: Deps, { presence, sync, users }: Services): Command<'hello'>['run'] {
  return async (ctx, { protocol, cursor, active }) => {
    if (protocol < PROTOCOL_FLOOR) throw new ApiError('version_unsupported');
    const { reply: page } = await sync.sync(ctx, { cursor: cursor ?? {} });
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
