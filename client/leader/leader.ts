import type { Event } from '../../protocol/down.ts';
import type { HelloBody, HelloReply } from '../../protocol/sync.ts';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import type { Cancel } from '../core/env.ts';
import { isTimedOut } from '../core/http.ts';
import type { LocalChange } from '../core/local-db/change.ts';
import { isApiError } from '../core/services.ts';
import { ClientSocket, type FallbackTransport } from '../core/socket.ts';
import { updateRow } from '../outbox/rows.ts';
import { Sender } from '../outbox/sender.ts';
import type { Input } from '../sync/input.ts';
import { fitsFrame, readCursor, SyncLoop } from '../sync/loop.ts';
import { Receipts } from '../sync/receipts.ts';
import { SyncWriter } from '../sync/writer.ts';
import { ChatRefresher } from './chat-refresh.ts';
import type { LeaderDeps } from './leader-deps.ts';
import { PendingActionSender } from './pending-action-sender.ts';
import { PresenceWatch } from './presence-watch.ts';
import { TabStates } from './tab-states.ts';

const RENEW_MS = 4 * 3_600_000;
/** How long a question waits for a connection that is being made. */
const TRY_MS = 8000;

/** The work that one tab does for all: the socket, the writer, the outbox, the receipts. */
export class Leader {
  readonly tabs: TabStates;
  readonly socket: ClientSocket;
  readonly writer: SyncWriter;
  readonly loop: SyncLoop;
  readonly sender: Sender;
  private readonly receipts: Receipts;
  private readonly watch: PresenceWatch;
  private readonly wishes: PendingActionSender;
  private readonly pictures: ChatRefresher;
  private renewal: Cancel | undefined;

  constructor(readonly parts: LeaderDeps) {
    const { env, db, me, model } = parts;
    this.tabs = new TabStates(env, {
      activeChanged: () => this.activeChanged(),
      openChanged: () => this.watch.check(),
    });
    this.socket = new ClientSocket(env, {
      hello: () => this.hello(),
      opened: (reply, sent) => {
        this.opened(reply, sent).catch(() => this.loop.behind(true));
      },
      event: (event) => this.heard(event),
      active: () => this.tabs.active(),
      standIn: () => this.standIn(),
      sessionAlive: () => parts.http.renew().then(Boolean, (error) => !isTimedOut(error)),
      signedOut: parts.signedOut,
    });
    this.socket.connection.subscribe(() => this.connectionChanged());
    this.writer = new SyncWriter(db, me, {
      committed: (change) => this.committed(change),
      behind: (sure) => this.loop.behind(sure),
    });
    this.loop = new SyncLoop(env, db, this.writer, (body) =>
      fitsFrame(body.cursor)
        ? this.socket.request('sync', body)
        : parts.http.call('POST', '/api/sync', body),
    );
    this.receipts = new Receipts(env, {
      me,
      send: (type, body) => this.socket.request(type, body),
      marked: (chatId, reply) => this.store({ kind: 'marked', chatId, reply }),
    });
    this.sender = new Sender(env, {
      rows: () => model.outbox,
      online: () => this.online(),
      send: (body) => this.socket.request('message.send', body),
      accepted: (reply) => this.writer.push({ kind: 'sent', reply }),
      failed: async (id, error) =>
        parts.publish(await updateRow(db, id, { state: 'failed', error })),
    });
    this.watch = new PresenceWatch(env, model, me, {
      open: () => this.tabs.open(),
      ask: (userIds) => this.socket.request('presence.watch', { userIds }),
      heard: (presence) => parts.live({ presence }),
    });
    const ask = this.socket.request.bind(this.socket);
    const online = () => this.online();
    this.wishes = new PendingActionSender(parts, { ask, online, writer: this.writer });
    this.pictures = new ChatRefresher(env, model, me, {
      ask,
      online,
      store: (input) => this.store(input),
    });
  }

  start(): void {
    this.connectionChanged();
    this.socket.start();
    this.renewLater();
  }

  stop(): void {
    this.renewal?.();
    this.loop.stop();
    this.sender.stop();
    this.receipts.forget();
    this.watch.stop();
    this.wishes.stop();
    this.pictures.stop();
    this.tabs.stop();
    this.socket.stop();
  }

  online(): boolean {
    return this.socket.connection.get().state === 'online';
  }

  /** Resolves when the present attempt to connect has come to an end, or has taken too long to wait for. */
  tried(): Promise<void> {
    const { socket } = this;
    if (!socket.trying) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = socket.connection.subscribe(() => {
        if (!socket.trying) end();
      });
      const cancel = this.parts.env.after(TRY_MS, () => end());
      const end = () => {
        stop();
        cancel();
        resolve();
      };
    });
  }

  /** A change that another tab (or another part of this one) has written. */
  noticed(change: LocalChange): void {
    if (change.outbox?.length) this.sender.kick();
    this.wishes.noticed(change);
  }

  /** The person is back, after a time in which a phone may have slept. */
  readonly wake = (): void => {
    if (this.online()) this.loop.ask();
    this.socket.nudge();
  };

  private async hello(): Promise<HelloBody> {
    const cursor = await readCursor(this.parts.db);
    const active = this.tabs.active();
    if (!fitsFrame(cursor)) return { protocol: PROTOCOL_VERSION, active };
    return { protocol: PROTOCOL_VERSION, cursor, active };
  }

  /** The code of the long-poll is loaded only where it is needed. */
  private async standIn(): Promise<FallbackTransport> {
    const { longPoll } = await import('./long-poll.ts');
    const { env, http, db } = this.parts;
    return longPoll({
      env,
      http,
      cursor: () => readCursor(db),
      page: async (sent, reply) => {
        await this.writer.push({ kind: 'sync', sent, reply });
        if (reply.more || this.writer.hasGap) this.loop.ask();
      },
    });
  }

  private async opened(reply: HelloReply, sent: HelloBody): Promise<void> {
    const { db, publish } = this.parts;
    const me = reply.me;
    await db.write(['meta'], async (tx) => tx.put('meta', { key: 'me', value: me }));
    publish({ me });
    this.sender.kick(true);
    this.parts.live({ ahead: reply.now - this.parts.env.now() });
    this.wishes.opened(reply.now);
    await this.loop.opened(reply, sent.cursor);
    this.pictures.opened();
    this.receipts.forget();
    this.receipts.look([...this.parts.model.chats.values()], true);
    this.watch.start();
  }

  private committed(change: LocalChange): void {
    this.parts.publish(change);
    if (!this.online()) return;
    this.receipts.look(change.chats ?? []);
    if (change.chats?.length) this.watch.check();
    this.pictures.committed(change);
  }

  private heard(event: Event): void {
    if (event.type === 'typing') this.parts.live({ typing: event.body });
    else if (event.type === 'presence.changed') this.parts.live({ presence: [event.body] });
    else if (event.type === 'join.requested') this.parts.live({ joins: event.body });
    else this.store({ kind: 'event', event });
    if (event.type !== 'message.added') return;
    const { chatId, senderId } = event.body.message;
    this.parts.live({ typing: { chatId, userId: senderId, on: false } });
  }

  /** What cannot be stored now is not lost: the cursor stays where it was, and sync asks from there. */
  private store(input: Input): void {
    this.writer.push(input).catch(() => this.loop.behind(true));
  }

  private connectionChanged(): void {
    const connection = this.socket.connection.get();
    if (connection.state !== 'online') this.watch.stop();
    this.parts.live({ connection });
  }

  private activeChanged(): void {
    if (!this.online()) return;
    this.socket.request('presence.set', { active: this.tabs.active() }).catch(() => {});
  }

  private renewLater(): void {
    this.renewal = this.parts.env.after(RENEW_MS, () => {
      this.renewLater();
      this.parts.http.renew().catch((error) => {
        if (isApiError(error, 'unauthorized')) this.parts.signedOut(false);
      });
    });
  }
}
