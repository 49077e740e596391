import type { ChatCreateBody } from '../../protocol/chats.ts';
import type { Entity } from '../../protocol/entities.ts';
import type { Presence } from '../../protocol/presence.ts';
import type { SearchReply } from '../../protocol/search.ts';
import type { UpBody, UpReply } from '../../protocol/up.ts';
import type { User } from '../../protocol/users.ts';
import { isUnreachable } from '../core/http.ts';
import type { AskType, SnapshotType } from '../core/requests.ts';
import {
  ApiError,
  type ChatRow,
  type ConnectionState,
  type Messenger,
  type OutgoingText,
  type SendOptions,
  type Timeline,
} from '../core/services.ts';
import { Writable } from '../core/store.ts';
import type { Taken } from '../core/taken.ts';
import { NOTHING, type Unsent } from '../core/unsent.ts';
import type { UploadShare } from '../core/upload-share.ts';
import { enqueue, takeRow, toOutgoing, updateRow } from '../outbox/rows.ts';
import type { ClientSession } from '../session/session.ts';
import { DeferredTimeline } from '../timeline/deferred-timeline.ts';
import { ChatTimeline } from '../timeline/timeline.ts';
import { SessionActions } from './actions.ts';
import { askServer } from './ask-server.ts';
import { SessionGroups } from './groups.ts';
import type { SessionOutgoing } from './outgoing.ts';

/**
 * The messenger that components see: the same stores for every person, over the session of the one who is signed in.
 */
export class SessionMessenger implements Messenger {
  readonly connection = new Writable<ConnectionState>({ state: 'signed-out' });
  readonly chats = new Writable<ChatRow[] | undefined>(undefined);
  readonly presence = new Writable<ReadonlyMap<string, Presence>>(new Map());
  readonly unread = new Writable(0);
  readonly joinRequests = new Writable<ReadonlyMap<string, number>>(new Map());
  readonly uploads = new Writable<ReadonlyMap<string, UploadShare>>(new Map());
  readonly session = new Writable<ClientSession | undefined>(undefined);
  readonly actions = new SessionActions(() => this.getSession());
  readonly groups = new SessionGroups(() => this.getSession());
  readonly taken = new Writable<readonly Taken[]>([]);
  readonly refused = this.actions.refused;

  /** Nothing of a person stays in memory after them. */
  clear(): void {
    this.session.set(undefined);
    this.connection.set({ state: 'signed-out' });
    this.chats.set(undefined);
    this.presence.set(new Map());
    this.unread.set(0);
    this.joinRequests.set(new Map());
    this.taken.set([]);
    this.uploads.set(new Map());
    this.refused.set(null);
  }

  findUser(id: string): User | undefined {
    const model = this.session.get()?.model;
    return model?.users.get(id) ?? (model?.me?.id === id ? model.me : undefined);
  }

  findUserByName(username: string): User | undefined {
    const model = this.session.get()?.model;
    if (model?.me?.username === username) return model.me;
    return model?.users.values().find((user) => user.username === username);
  }

  reconnect(): void {
    this.session.get()?.reconnect();
  }

  openTimeline(chatId: string): Timeline {
    const session = this.session.get();
    return session ? new ChatTimeline(session, chatId) : new DeferredTimeline(this.session, chatId);
  }

  async send(
    chatId: string,
    text: string | readonly OutgoingText[],
    options: SendOptions = {},
  ): Promise<void> {
    const session = this.getSession();
    const { written, replyTo, entities } = options;
    const parts = typeof text === 'string' ? [{ text, entities }] : text;
    // Only the first part carries the reply.
    const drafts = parts.map((part, n) =>
      toOutgoing(chatId, part.text, {
        entities: part.entities,
        replyTo: n === 0 ? replyTo : undefined,
      }),
    );
    session.publish(await enqueue(session.db, session.env, drafts, written));
    for (const timeline of session.listShown(chatId)) void timeline.jumpToEnd();
  }

  async hasRecording(chatId: string): Promise<boolean> {
    const { db } = this.getSession();
    return await db.read(['recordings'], async (tx) => Boolean(await tx.get('recordings', chatId)));
  }

  async openOutgoing(): Promise<SessionOutgoing> {
    const session = this.getSession();
    return new (await import('./outgoing.ts')).SessionOutgoing(session);
  }

  async retry(clientId: string): Promise<void> {
    const { db, publish } = this.getSessionParts();
    publish(await updateRow(db, clientId, { state: 'queued', error: null }));
  }

  async discard(clientId: string): Promise<{ text: string; entities?: Entity[] }> {
    const { db, publish, session } = this.getSessionParts();
    // Without a reply no tab is sending: the lead is passing, or this device sleeps.
    const flying = await session.call('isInFlight', { clientId }).catch(() => false);
    if (flying) throw new ApiError('busy');
    const { row, gone } = await takeRow(db, clientId);
    publish({ leftOutbox: [clientId], gone });
    if (!row) throw new ApiError('not_found');
    if (row.files) void this.openOutgoing().then((outgoing) => outgoing.cancelUploads(row));
    return row.entities ? { text: row.text, entities: row.entities } : { text: row.text };
  }

  async readDraft(chatId: string): Promise<Unsent> {
    return this.session.get()?.model.getDraft(chatId) ?? NOTHING;
  }

  async setDraft(chatId: string, text: string, replyTo?: number): Promise<void> {
    // The composer saves once more when it goes away, which signing out makes it do.
    if (!this.session.get()) return;
    const { db, publish, session } = this.getSessionParts();
    const draft = { chatId, text, replyTo, at: session.env.now() };
    const storing = db.write(['drafts', 'chats'], async (tx) => {
      if (!(await tx.get('chats', chatId))) return [];
      tx.put('drafts', draft);
      return [draft];
    });
    await storing.then(
      (drafts) => publish({ drafts }),
      () => {},
    );
  }

  setTyping(chatId: string, on: boolean): void {
    const call = this.session.get()?.call('request', { type: 'typing', body: { chatId, on } });
    call?.catch(() => {});
  }

  async ask<T extends AskType>(type: T, body: UpBody<T>): Promise<UpReply<T>> {
    return askServer(this.getSession(), type, body);
  }

  async askForChat<T extends SnapshotType>(type: T, body: UpBody<T>): Promise<string> {
    return this.getSession().call('askForChat', { type, body });
  }

  openDirect(userId: string): Promise<string> {
    const held = this.getSession().model.findDirect(userId);
    return this.openChat(held?.id, { kind: 'direct', userId });
  }

  openSaved(): Promise<string> {
    const held = [...this.getSession().model.chats.values()].find((chat) => chat.kind === 'self');
    return this.openChat(held?.id, { kind: 'self' });
  }

  async findPeople(q: string): Promise<User[]> {
    const session = this.getSession();
    try {
      return (await askServer(session, 'user.find', { q })).users;
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      return (await import('../leader/local-search.ts')).findPeopleLocally(session, q);
    }
  }

  async search(q: string, chatId: string | null, before: number | null): Promise<SearchReply> {
    const session = this.getSession();
    const body = { q, chatId: chatId ?? undefined, before: before ?? undefined };
    try {
      return await askServer(session, 'search', body);
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      if (before !== null) return { hits: [], next: null };
      return (await import('../leader/local-search.ts')).searchLocally(session, q, chatId);
    }
  }

  private async openChat(held: string | undefined, body: ChatCreateBody): Promise<string> {
    return held ?? this.askForChat('chat.create', body);
  }

  private getSession(): ClientSession {
    const session = this.session.get();
    if (!session) throw new ApiError('offline');
    return session;
  }

  private getSessionParts() {
    const session = this.getSession();
    return { session, db: session.db, publish: session.publish.bind(session) };
  }
}
