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
import type { FileSender } from './file-sender.ts';
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
  /** Its code comes with the first message that has files. */
  private files: Promise<FileSender> | undefined;
  private readonly receipts: Receipts;
  private readonly presenceWatch: PresenceWatch;
  private readonly actionSender: PendingActionSender;
  private readonly refresher: ChatRefresher;
  private renewal: Cancel | undefined;

  constructor(readonly parts: LeaderDeps) {
    const { env, db, me, model } = parts;
    this.tabs = new TabStates(env, {
      onActiveChange: () => this.sendActive(),
      onOpenChange: () => this.presenceWatch.check(),
    });
    this.socket = new ClientSocket(env, {
      createHello: () => this.createHello(),
      onOpen: (reply, sent) => {
        this.handleOpen(reply, sent).catch(() => this.loop.handleGap(true));
      },
      onEvent: (event) => this.handleEvent(event),
      isActive: () => this.tabs.isActive(),
      openFallback: () => this.openFallback(),
      isSessionAlive: () => parts.http.renew().then(Boolean, (error) => !isTimedOut(error)),
      onSignedOut: parts.onSignedOut,
    });
    this.socket.connection.subscribe(() => this.handleConnectionChange());
    this.writer = new SyncWriter(db, me, {
      onCommit: (change) => this.handleCommit(change),
      onGap: (sure) => this.loop.handleGap(sure),
    });
    this.loop = new SyncLoop(env, db, this.writer, (body) =>
      fitsFrame(body.cursor)
        ? this.socket.request('sync', body)
        : parts.http.call('POST', '/api/sync', body),
    );
    this.receipts = new Receipts(env, {
      me,
      send: (type, body) => this.socket.request(type, body),
      onReceipt: (chatId, reply) => void this.storeInput({ kind: 'receipt', chatId, reply }),
    });
    this.sender = new Sender(env, {
      rows: () => model.outbox,
      isOnline: () => this.isOnline(),
      send: (body) => this.socket.request('message.send', body),
      onAccepted: (reply) => this.writer.push({ kind: 'sent', reply }),
      onFailed: async (id, error) => {
        if (await (await this.files)?.renew(id, error)) return;
        parts.publish(await updateRow(db, id, { state: 'failed', error }));
      },
    });
    this.presenceWatch = new PresenceWatch(env, model, me, {
      listOpen: () => this.tabs.listOpen(),
      ask: (userIds) => this.socket.request('presence.watch', { userIds }),
      onPresence: (presence) => parts.publishLive({ presence }),
    });
    const ask = this.socket.request.bind(this.socket);
    const isOnline = () => this.isOnline();
    this.actionSender = new PendingActionSender(parts, { ask, isOnline, writer: this.writer });
    this.refresher = new ChatRefresher(env, model, me, {
      ask,
      isOnline,
      store: (input) => this.storeInput(input),
    });
  }

  start(): void {
    this.handleConnectionChange();
    this.socket.start();
    this.sendFiles({});
    this.renewLater();
  }

  stop(): void {
    this.renewal?.();
    this.loop.stop();
    this.sender.stop();
    void this.files?.then((files) => files.stop());
    this.files = undefined;
    this.receipts.forget();
    this.presenceWatch.stop();
    this.actionSender.stop();
    this.refresher.stop();
    this.tabs.stop();
    this.socket.stop();
  }

  isOnline(): boolean {
    return this.socket.connection.get().state === 'online';
  }

  /** Resolves when the present attempt to connect has come to an end, or has taken too long to wait for. */
  waitForAttempt(): Promise<void> {
    const { socket } = this;
    if (!socket.isTrying) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = socket.connection.subscribe(() => {
        if (!socket.isTrying) end();
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
  handleChange(change: LocalChange): void {
    if (change.outbox?.length || change.leftOutbox?.length) this.sender.wake();
    this.sendFiles(change);
    this.actionSender.handleChange(change);
  }

  private sendFiles(change: LocalChange): void {
    if (!this.files && !this.parts.model.outbox.some(({ files }) => files)) return;
    this.files ??= import('./file-sender.ts').then((code) => new code.FileSender(this.parts));
    this.files.then(
      (files) => files.handleChange(change),
      () => {
        // Out of reach: the next change, or the next connection, asks again.
        this.files = undefined;
      },
    );
  }

  /** The person is back, after a time in which a phone may have slept. */
  readonly wake = (): void => {
    if (this.isOnline()) this.loop.requestSync();
    this.socket.wake();
  };

  private async createHello(): Promise<HelloBody> {
    const cursor = await readCursor(this.parts.db);
    const active = this.tabs.isActive();
    if (!fitsFrame(cursor)) return { protocol: PROTOCOL_VERSION, active };
    return { protocol: PROTOCOL_VERSION, cursor, active };
  }

  /** The code of the long-poll is loaded only where it is needed. */
  private async openFallback(): Promise<FallbackTransport> {
    const { longPoll } = await import('./long-poll.ts');
    const { env, http, db } = this.parts;
    return longPoll({
      env,
      http,
      readCursor: () => readCursor(db),
      storePage: async (sent, reply) => {
        await this.writer.push({ kind: 'sync', sent, reply });
        if (reply.more || this.writer.hasGap) this.loop.requestSync();
      },
    });
  }

  private async handleOpen(reply: HelloReply, sent: HelloBody): Promise<void> {
    const { db, publish } = this.parts;
    const me = reply.me;
    await db.write(['meta'], async (tx) => tx.put('meta', { key: 'me', value: me }));
    publish({ me });
    this.sender.wake(true);
    this.sendFiles({});
    this.parts.publishLive({ ahead: reply.now - this.parts.env.now() });
    this.actionSender.handleOpen(reply.now);
    await this.loop.handleOpen(reply, sent.cursor);
    this.refresher.handleOpen();
    this.receipts.forget();
    this.receipts.checkChats([...this.parts.model.chats.values()], true);
    this.presenceWatch.start();
  }

  private handleCommit(change: LocalChange): void {
    this.parts.publish(change);
    if (!this.isOnline()) return;
    this.receipts.checkChats(change.chats ?? []);
    if (change.chats?.length) this.presenceWatch.check();
    this.refresher.handleCommit(change);
  }

  private handleEvent(event: Event): void {
    if (event.type === 'typing') this.parts.publishLive({ typing: event.body });
    else if (event.type === 'presence.changed') this.parts.publishLive({ presence: [event.body] });
    else if (event.type === 'join.requested') this.parts.publishLive({ joins: event.body });
    else void this.storeInput({ kind: 'event', event });
    if (event.type !== 'message.added') return;
    const { chatId, senderId } = event.body.message;
    this.parts.publishLive({ typing: { chatId, userId: senderId, on: false } });
  }

  /** What cannot be stored now is not lost: the cursor stays where it was, and sync asks from there. */
  private storeInput(input: Input): Promise<void> {
    return this.writer.push(input).catch(() => this.loop.handleGap(true));
  }

  private handleConnectionChange(): void {
    const connection = this.socket.connection.get();
    if (connection.state !== 'online') this.presenceWatch.stop();
    this.parts.publishLive({ connection });
  }

  private sendActive(): void {
    if (!this.isOnline()) return;
    this.socket.request('presence.set', { active: this.tabs.isActive() }).catch(() => {});
  }

  private renewLater(): void {
    this.renewal = this.parts.env.after(RENEW_MS, () => {
      this.renewLater();
      this.parts.http.renew().catch((error) => {
        if (isApiError(error, 'unauthorized')) this.parts.onSignedOut(false);
      });
    });
  }
}
