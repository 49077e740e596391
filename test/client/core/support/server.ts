import type { Event } from '../../../../protocol/down.ts';
import type { SystemNote } from '../../../../protocol/entities.ts';
import { ERRORS, type ErrorCode } from '../../../../protocol/errors.ts';
import { LIMITS } from '../../../../protocol/limits.ts';
import type { Message, SendBody } from '../../../../protocol/messages.ts';
import type { Cursor, SyncReply } from '../../../../protocol/sync.ts';
import type { Me, User } from '../../../../protocol/users.ts';
import type { FakeClock } from './clock.ts';
import { type Refusal, Refused } from './refused.ts';
import { ServerChat, type ServerMember } from './server-chat.ts';
import { createRooms } from './server-groups.ts';
import { pageOf } from './server-pages.ts';
import { answerRest } from './server-rest.ts';
import { FakeSocket, type Frame } from './socket.ts';

/** The server in memory: the same rules, no network. Tests act on it as the other people. */
export class FakeServer {
  readonly chats = new Map<string, ServerChat>();
  readonly users = new Map<string, User>();
  readonly sockets = new Set<FakeSocket>();
  readonly requests: Frame[] = [];
  reachable = true;
  /** Whatever lies between lets no socket through. */
  blocked = false;
  sessionAlive = true;
  /** Why it is not. */
  endedBy: ErrorCode = 'unauthorized';
  pageSize = LIMITS.syncChats as number;
  /** Refuses a request, or loses its reply after acting. */
  meddle: (frame: Frame) => Refusal | 'lose-reply' | undefined = () => undefined;
  private ids = 0;
  private last = 0;
  readonly rooms = createRooms({
    now: () => this.clock.now(),
    next: () => this.next(),
    users: (ids) => [...this.users.values()].filter((user) => ids.includes(user.id)),
    tell: (chat, event, not) => this.tell(chat, event, not),
    tellOne: (userId, event, not) => this.tellOne(userId, event, not),
    chatOf: (userId, chatId) => this.chatOf(userId, chatId),
  });

  constructor(readonly clock: FakeClock) {}

  addUser(username: string): User {
    const id = `user-${username}`.padEnd(11, '0').slice(0, 11);
    const user = { id, username, displayName: username, about: '', createdAt: 1, deletedAt: null };
    this.users.set(id, user);
    return user;
  }

  addGroup(title: string, owner: User, ...members: User[]): ServerChat {
    const chat = this.addChat(owner, ...members);
    Object.assign(chat, { kind: 'group', title });
    Object.assign(chat.members.get(owner.id)?.own ?? {}, { role: 'owner' });
    return chat;
  }

  /** Puts somebody out of a group: their devices hear of it, and of nothing in it any more. */
  expel(chat: ServerChat, user: User): void {
    const list = chat.leave(user.id);
    this.tellOne(user.id, { type: 'chat.gone', body: { chatId: chat.id, list } });
    this.note(chat, { type: 'member.removed', userIds: [user.id] });
  }

  admit(chat: ServerChat, user: User): void {
    chat.enter(user.id, 'member');
    this.rooms.toDevices(chat, user.id);
    this.note(chat, { type: 'members.added', userIds: [user.id] });
  }

  private note(chat: ServerChat, note: SystemNote): void {
    const clientId = `00000000-0000-8000-8000-${String(++this.ids).padStart(12, '0')}`;
    const [senderId = ''] = chat.members.keys();
    const more = { kind: 'note', note };
    const message = chat.add(senderId, clientId, '', this.clock.now(), more);
    this.tell(chat, { type: 'message.added', chat: chat.id, rev: chat.rev, body: { message } });
  }

  addChat(...members: User[]): ServerChat {
    const ids = members.map((member) => member.id);
    const id = `chat${String(++this.ids).padStart(7, '0')}`;
    const kind = members.length === 1 ? 'self' : 'direct';
    const chat = new ServerChat(id, kind, ids, this.clock.now());
    this.chats.set(id, chat);
    return chat;
  }

  /** A message of somebody else, from a device that is not here. */
  say(chat: ServerChat, sender: User, text: string): Message {
    const clientId = `00000000-0000-7000-8000-${String(++this.ids).padStart(12, '0')}`;
    const message = chat.add(sender.id, clientId, text, this.clock.now());
    this.tell(chat, { type: 'message.added', chat: chat.id, rev: chat.rev, body: { message } });
    return message;
  }

  edit(chat: ServerChat, seq: number, text: string): void {
    this.rooms.announce(chat, chat.edit(seq, text));
  }

  /** Deletes it for everyone. */
  bury(chat: ServerChat, seq: number): void {
    const message = chat.messages[seq - 1];
    if (message) this.rooms.bury(chat, message);
  }

  react(chat: ServerChat, seq: number, user: User, emojis: string[]): void {
    const reacted = { userId: user.id, emojis };
    this.rooms.announce(chat, chat.react(seq, user.id, emojis), undefined, { reacted });
  }

  pin(chat: ServerChat, seq: number, on: boolean): void {
    const pinnedAt = on ? this.next() : undefined;
    this.rooms.announce(chat, chat.change(seq, { pinnedAt }));
  }

  private next(): number {
    this.last = Math.max(this.last + 1, this.clock.now());
    return this.last;
  }

  /** From another device of the person. */
  setOwn(chat: ServerChat, user: User, change: Partial<ServerMember['own']>): void {
    const member = chat.members.get(user.id);
    if (!member) return;
    Object.assign(member, { own: { ...member.own, ...change }, list: member.list + 1 });
    this.rooms.toDevices(chat, user.id);
  }

  mark(chat: ServerChat, user: User, to: { delivered: number; read: number }, not?: FakeSocket) {
    const { moved, unread, unreadAt, ...reply } = chat.mark(user.id, to);
    const counted = { unread, unreadAt };
    const body = { chatId: chat.id, userId: user.id, ...reply };
    if (moved) this.tellOne(user.id, { type: 'marks.moved', body: { ...body, ...counted } }, not);
    if (moved && reply.list === undefined)
      for (const socket of this.sockets)
        if (socket.userId !== user.id && chat.members.has(socket.userId))
          socket.deliver({ type: 'marks.moved', body });
    return { ...reply, ...counted };
  }

  tellOne(userId: string, event: Event, not?: FakeSocket): void {
    for (const socket of this.sockets)
      if (socket !== not && socket.userId === userId) socket.deliver(event);
  }

  tell(chat: ServerChat, event: Event, not?: FakeSocket): void {
    for (const socket of this.sockets)
      if (socket !== not && chat.members.has(socket.userId)) socket.deliver(event);
  }

  connect(userId: string): FakeSocket {
    const socket = new FakeSocket(this, userId);
    if (!this.reachable || this.blocked || !this.sessionAlive) {
      queueMicrotask(() => socket.onclose?.({ code: 1006 }));
      return socket;
    }
    this.sockets.add(socket);
    socket.opened();
    return socket;
  }

  gone(socket: FakeSocket): void {
    this.sockets.delete(socket);
  }

  /** Every connection is cut, and no new one is made until `reachable` again. */
  cut(): void {
    this.reachable = false;
    for (const socket of [...this.sockets]) socket.drop();
  }

  receive(socket: FakeSocket, frame: Frame): void {
    this.requests.push(frame);
    const fate = this.meddle(frame);
    if (fate && fate !== 'lose-reply') {
      socket.deliver({ id: frame.id, ok: false, error: fate });
      return;
    }
    try {
      const body = this.act(socket, frame);
      if (fate !== 'lose-reply') socket.deliver({ id: frame.id, ok: true, body });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      socket.deliver({ id: frame.id, ok: false, error: error.error });
    }
  }

  async fetch(userId: string, path: string, init: RequestInit): Promise<Response> {
    if (!this.reachable) throw new TypeError('Failed to fetch');
    if (path === '/api/server')
      return Response.json({ name: 'Test', version: '1', protocol: 1, registration: 'open' });
    const user = { ...this.users.get(userId), role: 'member' };
    if (path === '/api/auth/login') {
      this.sessionAlive = true;
      return Response.json({ token: '', expiresAt: 0, user });
    }
    if (!this.sessionAlive) {
      return refused(path === '/api/auth/renew' ? this.endedBy : 'unauthorized');
    }
    if (path === '/api/auth/renew') return Response.json({ token: '', expiresAt: 0, user });
    if (path === '/api/auth/logout') {
      this.sessionAlive = false;
      for (const socket of [...this.sockets]) socket.deliver({ type: 'session.ended', body: {} });
      return Response.json({});
    }
    return answerRest(this, userId, path, init);
  }

  sync(userId: string, cursor: Cursor): SyncReply {
    const mine = [...this.chats.values()].filter((chat) => chat.lists(userId));
    const deltas = mine.flatMap((chat) => chat.delta(userId, cursor[chat.id]) ?? []);
    const page = deltas.slice(0, this.pageSize);
    const ids = new Set(page.flatMap(({ chat }) => chat.members.map((member) => member.userId)));
    return {
      chats: page,
      users: [...this.users.values()].filter((user) => ids.has(user.id)),
      gone: Object.keys(cursor).filter((id) => !mine.some((chat) => chat.id === id)),
      more: deltas.length > page.length,
    };
  }

  private act(socket: FakeSocket, { type, body }: Frame): unknown {
    const { userId } = socket;
    switch (type) {
      case 'hello': {
        const me = { ...this.users.get(userId), role: 'member' } as Me;
        const sync = this.sync(userId, (body.cursor ?? {}) as Cursor);
        return { protocol: 1, version: '1', now: this.clock.now(), me, sync };
      }
      case 'me.get':
        return { user: { ...this.users.get(userId), role: 'member' } };
      case 'sync':
        return this.sync(userId, body.cursor as Cursor);
      case 'message.send':
        return this.send(socket, body as SendBody);
      case 'history':
        return { messages: pageOf(this.chatOf(userId, body.chatId).seen(userId), body) };
      case 'chat.delivered':
      case 'chat.read': {
        const chat = this.chatOf(userId, body.chatId);
        const seq = body.seq as number;
        const to = { delivered: seq, read: type === 'chat.read' ? seq : 0 };
        return this.mark(chat, this.users.get(userId) as User, to, socket);
      }
      case 'presence.watch':
        return {
          presence: (body.userIds as string[]).map((id) => ({
            userId: id,
            online: true,
            lastSeenAt: null,
          })),
        };
      case 'search':
      case 'user.find':
        return { hits: [], next: null, users: [...this.users.values()] };
      case 'history.at': {
        const chat = this.chatOf(userId, body.chatId);
        const found = chat.messages.find((m) => m.createdAt >= (body.at as number));
        return { seq: found?.seq ?? chat.lastSeq };
      }
      default:
        return this.rooms.commands[type]?.(socket, body) ?? {};
    }
  }

  private chatOf(userId: string, chatId: unknown): ServerChat {
    const chat = this.chats.get(String(chatId));
    if (!chat?.members.has(userId)) throw new Refused({ code: 'not_found' });
    return chat;
  }

  private send(socket: FakeSocket, body: SendBody) {
    const { userId } = socket;
    const chat = this.chatOf(userId, body.chatId);
    const known = chat.messages.find((m) => m.clientId === body.clientId);
    if (known) return { message: known, rev: chat.rev, retry: true };
    const { clientId, entities, replyTo } = body;
    const copied = body.forward && this.forwarded(userId, body.forward);
    const said = { entities, replyTo, ...copied };
    const message = chat.add(userId, clientId, body.text, this.clock.now(), said);
    const { rev } = chat;
    const event = { type: 'message.added', chat: chat.id, rev, body: { message } } as const;
    this.tell(chat, event, socket);
    return { message, rev, retry: false };
  }

  private forwarded(userId: string, { chatId, seq, author }: NonNullable<SendBody['forward']>) {
    const source = this.chatOf(userId, chatId).shown(userId, seq);
    if (!source || source.deletedAt !== null) throw new Refused({ code: 'not_found' });
    const { text, senderId, createdAt } = source;
    return { text, forward: { userId: author ? senderId : null, at: createdAt } };
  }
}

function refused(code: ErrorCode): Response {
  return Response.json({ error: { code } }, { status: ERRORS[code].status });
}
