import {
  ApiError,
  type ChatRow,
  type ClientServices,
  type ConnectionState,
  type OutgoingText,
  type SendOptions,
  type TimelineMessage,
} from '../../../../client/core/services.ts';
import { Writable } from '../../../../client/core/store.ts';
import type { Unsent } from '../../../../client/core/unsent.ts';
import { createFakeAsk } from '../../../../client/dev/fake-ask.ts';
import { FakeGroups } from '../../../../client/dev/fake-groups.ts';
import type { Chat, ChatSettings } from '../../../../protocol/chats.ts';
import type { Presence } from '../../../../protocol/presence.ts';
import { FakeActions } from './fake-actions.ts';
import { FakeTimeline } from './fake-timeline.ts';
import { PEOPLE, TEXTS } from './people.ts';

const NOW = Date.now();
const ME = PEOPLE[0]?.id ?? '';

let made = 0;
export function message(
  chatId: string,
  seq: number,
  change: Partial<TimelineMessage> = {},
): TimelineMessage {
  const mine = change.mine ?? (seq * 7) % 5 < 2;
  return {
    chatId,
    seq,
    senderId: mine ? ME : chatId,
    clientId: `00000000-0000-7000-8000-${String(seq || 900_000_000 + ++made).padStart(12, '0')}`,
    kind: 'text',
    text: TEXTS[(seq * 5) % TEXTS.length] ?? '',
    createdAt: NOW,
    editedAt: null,
    deletedAt: null,
    rev: 0,
    mine,
    state: 'read',
    error: null,
    ...change,
  };
}

const OWN: ChatSettings = {
  role: 'member',
  mutedUntil: null,
  pinned: null,
  archived: false,
  unreadMark: false,
  cleared: 0,
  hidden: [],
  draft: null,
  request: false,
  blocked: false,
};

function row(index: number, lastSeq: number, change: Partial<ChatRow> = {}): ChatRow {
  const peer = index === 0 ? null : (PEOPLE[index] ?? PEOPLE[1] ?? null);
  const id = index === 0 ? 'savedAAAAAA' : `chat${String(index).padStart(7, '0')}`;
  const lastAt = NOW - index ** 3 * 3_000_000;
  const states = ['read', 'delivered', 'sent', 'queued'] as const;
  const last = message(id, lastSeq, {
    createdAt: lastAt,
    text: TEXTS[index % TEXTS.length] ?? '',
    mine: index % 3 !== 1,
    state: states[index % 4] ?? 'read',
  });
  const chat: Chat = {
    id,
    kind: index === 0 ? 'self' : 'direct',
    title: null,
    createdAt: NOW - 1e11,
    lastAt,
    lastSeq,
    rev: 0,
    marks: 0,
    list: 0,
    unread: 0,
    members: [],
    mentions: 0,
    about: '',
    rights: { addPeople: true, changeInfo: true, pin: true, write: true },
    memberCount: 2,
    reached: { delivered: 0, read: 0 },
    pin: null,
    pins: 0,
    own: OWN,
    last: null,
  };
  return { chat, peer, last, draft: '', own: OWN, mentions: 0, unread: 0, typing: [], ...change };
}

/** Everything in memory: to look at the screens, and to test them where there is a real layout. */
export class FakeMessenger {
  readonly connection = new Writable<ConnectionState>({ state: 'online' });
  readonly chats: Writable<ChatRow[] | undefined>;
  readonly taken = new Writable<readonly never[]>([]);
  readonly joinRequests = new Writable<ReadonlyMap<string, number>>(new Map());
  readonly presence = new Writable<ReadonlyMap<string, Presence>>(
    new Map([
      [PEOPLE[1]?.id ?? '', { userId: PEOPLE[1]?.id ?? '', online: true, lastSeenAt: null }],
      [PEOPLE[2]?.id ?? '', { userId: '', online: false, lastSeenAt: NOW - 4 * 60_000 }],
    ]),
  );
  readonly unread = new Writable(12);
  readonly timelines = new Map<string, FakeTimeline>();
  readonly groups = new FakeGroups();
  readonly ask = createFakeAsk(() => []);
  readonly actions = new FakeActions((chatId) => this.timelines.get(chatId));
  readonly sent: string[] = [];
  readonly options: (SendOptions | undefined)[] = [];
  readonly drafts = new Map<string, Unsent>();
  readonly typing: boolean[] = [];

  constructor(size: { chats: number; messages: number; unread: number }) {
    const many = Array.from({ length: size.chats }, (_, i) =>
      row(i, i === 1 ? size.messages : 100, {
        unread: i === 1 ? size.unread : i === 4 ? 1500 : 0,
        draft: i === 2 ? 'نوشته‌ای که\nهنوز نفرستاده‌ام' : '',
        typing: i === 3 ? ['x'] : [],
      }),
    );
    this.chats = new Writable<ChatRow[] | undefined>(many);
  }

  userNamed(): undefined {}

  user(id: string) {
    return PEOPLE.find((user) => user.id === id);
  }

  reconnect(): void {}

  openTimeline(chatId: string): FakeTimeline {
    const found = this.chats.get()?.find((one) => one.chat.id === chatId);
    const total = found?.chat.lastSeq ?? 0;
    const make = (seq: number) =>
      message(chatId, seq, {
        createdAt: NOW - (total - seq) * 37 * 60_000,
        state: seq % 9 === 0 ? 'delivered' : 'read',
      });
    const outbox =
      found?.chat.id === 'chat0000001'
        ? [
            message(chatId, 0, {
              mine: true,
              state: 'failed',
              error: 'text_long',
              text: 'این یکی نرفت.',
            }),
            message(chatId, 0, { mine: true, state: 'queued', text: 'این یکی در راه است.' }),
          ]
        : [];
    const unreadAfter = found && found.unread > 0 ? total - found.unread : 0;
    const timeline = new FakeTimeline(make, total, unreadAfter, outbox);
    this.timelines.set(chatId, timeline);
    return timeline;
  }

  async send(
    chatId: string,
    texts: string | readonly OutgoingText[],
    options?: SendOptions,
  ): Promise<void> {
    if (this.drafts.get(chatId)?.text === options?.written) this.drafts.set(chatId, { text: '' });
    const parts = typeof texts === 'string' ? [{ text: texts }] : texts;
    for (const { text, entities = [] } of parts) {
      const said = entities.length > 0 ? { ...options, entities: [...entities] } : options;
      this.sent.push(text);
      this.options.push(said);
      this.timelines.get(chatId)?.arrive(message(chatId, 0, { mine: true, text, ...said }));
    }
  }

  async retry(): Promise<void> {}

  async discard(): Promise<{ text: string }> {
    return { text: 'این یکی نرفت.' };
  }

  async draft(chatId: string): Promise<Unsent> {
    return this.drafts.get(chatId) ?? { text: '' };
  }

  setDraft(chatId: string, text: string, replyTo?: number): void {
    this.drafts.set(chatId, { text, replyTo });
  }

  setTyping(_chatId: string, on: boolean): void {
    this.typing.push(on);
  }

  async askForChat(): Promise<string> {
    return 'chat-house0';
  }

  async openDirect(): Promise<string> {
    return 'chat0000001';
  }

  async openSaved(): Promise<string> {
    return 'savedAAAAAA';
  }

  async findPeople(q: string) {
    if (q.startsWith('zz')) return [];
    if (q.startsWith('xx')) throw new ApiError('offline');
    return PEOPLE.slice(1);
  }

  async search(q: string, _chatId: string | null, before: number | null) {
    if (q.startsWith('zz')) return { hits: [], next: null };
    if (q.startsWith('xx')) throw new ApiError('offline');
    const hits = TEXTS.flatMap((text, i) => {
      const at = text.toLowerCase().indexOf(q.toLowerCase());
      if (at === -1) return [];
      const found = message('chat0000001', 300 + i - (before ? 50 : 0), {
        text,
        createdAt: NOW - i * 5e8,
      });
      const { mine: _, ...wire } = found;
      return [{ message: wire, marks: [[at, q.length] as [number, number]] }];
    });
    return { hits, next: before ? null : 5 };
  }
}

export function fakeServices(size = { chats: 14, messages: 1200, unread: 17 }) {
  const [person] = PEOPLE;
  const messenger = new FakeMessenger(size);
  const none = async () => {};
  const services: ClientServices = {
    account: {
      me: new Writable(
        person
          ? {
              ...person,
              role: 'member',
              privacy: { whoWrites: 'everyone', lastSeen: 'everyone' },
            }
          : null,
      ),
      server: new Writable(null),
      ended: new Writable(null),
      askServer: none,
      register: none,
      setUp: none,
      deleteMe: none,
      login: none,
      logout: none,
      changePassword: none,
      updateMe: none,
      sessions: async () => [],
      revokeSession: none,
      revokeOtherSessions: none,
      profile: async (username) =>
        PEOPLE.find((user) => user.username === username) ??
        Promise.reject(new ApiError('not_found')),
    },
    messenger,
    call: () => Promise.reject(new ApiError('not_found')),
  };
  return { services, messenger };
}
