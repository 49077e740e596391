import type { Member } from '../../protocol/chats.ts';
import type { Invite } from '../../protocol/groups.ts';
import { kindOfFile } from '../../protocol/rules/files.ts';
import type { UpBody, UpReply } from '../../protocol/up.ts';
import type { AskType } from '../core/requests.ts';
import { ApiError, type Messenger, type TimelineMessage } from '../core/services.ts';
import { ago, me, PEOPLE } from './fake-data.ts';
import { toWire } from './fake-message.ts';

type Answers = { [T in AskType]?: (body: UpBody<T>) => UpReply<T> };

const CODE = 'kZ3vTq8mQ1xY7pLw0aBc9d';
const LINK: Invite = {
  code: CODE,
  createdBy: me.id,
  createdAt: ago(3000),
  expiresAt: null,
  usesLeft: 7,
  uses: 3,
  approval: false,
};
const { reza, ada, nima, mahsa } = PEOPLE;
const member = (userId: string, role: string): Member => ({
  userId,
  role,
  delivered: 99,
  read: 99,
});

const PUSH: UpReply<'push.get'> = {
  publicKey:
    'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
  device: null,
  settings: {
    people: true,
    groups: 'mentions',
    mentions: true,
    reactions: false,
    quiet: { from: 23 * 60, to: 7 * 60, timeZone: 'Asia/Tehran' },
  },
};

/** Replies to what screens ask through `ask`; what no screen here asks is refused. */
export function createFakeAsk(messages: (chatId: string) => TimelineMessage[]): Messenger['ask'] {
  let invites = [LINK];
  let push = PUSH;
  const answers: Answers = {
    'chat.files': ({ chatId, kinds, before = Number.MAX_SAFE_INTEGER }) => ({
      messages: messages(chatId)
        .filter(
          ({ seq, files = [], entities = [] }) =>
            seq < before &&
            (files.some((file) => kinds.includes(kindOfFile(file))) ||
              (kinds.includes('link') && entities.some(({ type }) => type === 'link'))),
        )
        .map(({ mine: _, ...message }) => message)
        .reverse(),
    }),
    'chat.stats': ({ chatId }) => {
      const sent = messages(chatId).filter(({ kind }) => kind !== 'system');
      return { messages: sent.length, firstAt: sent[0]?.createdAt ?? null, more: false };
    },
    'message.pins': ({ chatId }) => ({
      messages: messages(chatId)
        .filter(({ pinnedAt }) => pinnedAt !== undefined)
        .map(toWire),
    }),
    'message.info': ({ chatId, seq }) => ({
      people: [
        { userId: reza.id, deliveredAt: ago(30), readAt: ago(28) },
        { userId: ada.id, deliveredAt: 0, readAt: 0 },
        { userId: nima.id, deliveredAt: ago(30), readAt: null },
        { userId: mahsa.id, deliveredAt: null, readAt: null },
      ],
      reactions: (messages(chatId).find((one) => one.seq === seq)?.reactions ?? []).flatMap(
        ({ emoji, by }) => by.map((userId) => ({ userId, emoji })),
      ),
      users: [],
    }),
    'user.blocks': () => ({ users: [] }),
    'user.shared': () => ({ chatIds: [] }),
    'member.list': () => ({
      members: [
        member(me.id, 'owner'),
        member(ada.id, 'admin'),
        member(reza.id, 'member'),
        member(nima.id, 'member'),
      ],
      users: [me, reza, ada, nima],
      next: null,
    }),
    'invite.list': () => ({ invites }),
    'invite.create': ({ expiresAt = null, uses = null, approval = false }) => {
      const made = { expiresAt, approval, usesLeft: uses, uses: 0, createdAt: Date.now() };
      const invite = { ...LINK, ...made, code: `${invites.length}${CODE.slice(1)}` };
      invites = [invite, ...invites];
      return { invite };
    },
    'invite.revoke': ({ code }) => {
      invites = invites.filter((one) => one.code !== code);
      return {};
    },
    'invite.get': ({ code }) => {
      if (code !== CODE) throw new ApiError('invite_invalid');
      const about = 'هماهنگی‌های خانه';
      return { title: 'خانه‌ی پدری', about, memberCount: 12, approval: false, chatId: null };
    },
    'join.answer': () => ({}),
    'push.get': () => push,
    'push.settings': (change) => {
      push = { ...push, settings: { ...push.settings, ...change } };
      return push;
    },
    'push.subscribe': () => ({}),
    'push.unsubscribe': () => ({}),
    'push.test': () => ({ result: 'sent', status: 201 }),
  };
  return async <T extends AskType>(type: T, body: UpBody<T>): Promise<UpReply<T>> => {
    const answer: Answers[T] = answers[type];
    if (!answer) throw new ApiError('unknown_type');
    return answer(body);
  };
}
