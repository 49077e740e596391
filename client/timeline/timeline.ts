import type { LocalChange } from '../core/local-db/change.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import { ApiError, type Timeline, type TimelineView } from '../core/services.ts';
import { Writable } from '../core/store.ts';
import type { ClientSession } from '../session/session.ts';
import { ownReadSeq } from '../sync/merge.ts';
import { Loads } from './loads.ts';
import { Pages } from './pages.ts';
import { ReadMarker } from './read-marker.ts';
import { OPENING_VIEW, TimelineRows } from './timeline-rows.ts';
import { append, EMPTY, MOST, prepend, refresh, type Window } from './window.ts';

const PAGE = 40;
/** A page that is shorter than a screen. */
const SHORT = 20;

/** A window on one chat: read from the local database, which the network fills where it has holes. */
export class ChatTimeline implements Timeline {
  readonly view = new Writable<TimelineView>(OPENING_VIEW);
  private readonly pages: Pages;
  private readonly rows: TimelineRows;
  private readonly loads: Loads;
  private readonly mark: ReadMarker;
  private window: Window = EMPTY;
  /** Nothing lies before the window, though its first message is not number 1. */
  private floor = 0;
  private opened = false;
  /** The window was at the end before the change that is being looked at. */
  private attached = false;
  private closed = false;
  /** Its first page has come, or could not be had: what is wanted before that waits for it. */
  private readonly ready = Promise.withResolvers<void>();
  /** The jump that is on its way: pages beside the window would take its turn, and the window goes anyway. */
  private jump: object | null = null;
  private readonly stop: () => void;
  private readonly hide: () => void;

  constructor(
    private readonly session: ClientSession,
    readonly chatId: string,
  ) {
    this.pages = new Pages(
      session.db,
      () => this.findChat(),
      (body) => session.call('fetchHistory', body),
    );
    this.rows = new TimelineRows(session.model, session.me, chatId);
    this.mark = new ReadMarker(session.env, (seq) => {
      session.call('markRead', { chatId, seq }).catch(() => {});
    });
    this.loads = new Loads(session.env, {
      onLoading: (loading) => this.draw({ loading }),
      isClosed: () => this.closed,
      onRetry: () => this.followEnd(),
    });
    this.stop = session.model.watch((change) => this.handleChange(change));
    this.hide = session.registerTimeline(this);
    void this.openWindow();
  }

  async loadOlder(): Promise<void> {
    if (this.jump || !this.view.get().hasOlder || this.loads.mustWait('older')) return;
    const first = this.window.from;
    await this.loads.run('older', async (current) => {
      const older = await this.pages.readOlder(first, PAGE);
      if (!current()) return;
      if (older.to === 0) this.floor = first;
      this.window = prepend(this.window, older);
    });
  }

  async loadNewer(): Promise<void> {
    if (this.jump || !this.view.get().hasNewer || this.loads.mustWait('newer')) return;
    if (this.window.to === 0) return this.loadLatest();
    await this.loads.run('newer', async (current) => {
      const newer = await this.pages.readNewer(this.window.to, PAGE);
      if (current()) this.window = append(this.window, newer);
    });
  }

  async jumpTo(seq: number): Promise<void> {
    const jump = {};
    this.jump = jump;
    try {
      await this.ready.promise;
      if (this.jump !== jump || this.closed) return;
      this.loads.supersede();
      const found = await this.readAround(seq);
      if (this.jump !== jump || this.closed) return;
      if (found.rows.length === 0) throw new ApiError('not_found');
      this.window = found;
      this.draw({ focus: { seq, at: this.session.env.now() } });
    } finally {
      if (this.jump === jump) this.jump = null;
    }
  }

  private async readAround(seq: number): Promise<Window> {
    if (this.window.rows.some((message) => message.seq === seq)) return this.window;
    return await this.pages.readAround(seq, PAGE);
  }

  async jumpToDate(at: number): Promise<void> {
    const body = { chatId: this.chatId, at };
    const reply = this.session.call('request', { type: 'history.at', body });
    const seq = await reply.then(
      (found) => (found as { seq: number }).seq,
      () => this.pages.findSeqAt(at),
    );
    if (seq > 0) await this.jumpTo(Math.min(seq, this.findChat()?.lastSeq ?? seq));
  }

  async jumpToEnd(): Promise<void> {
    this.jump = null;
    this.draw({ focus: null });
    if (!this.isAtEnd()) await this.loadLatest();
  }

  markRead(seq: number): void {
    this.mark.markSeen(seq);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.ready.resolve();
    this.stop();
    this.mark.flush();
    this.hide();
  }

  private findChat(): ChatRecord | undefined {
    return this.session.model.chats.get(this.chatId);
  }

  /**
   * Opens at the unread line when much is unread, otherwise at the end. A chat that is not known yet opens when sync
   * brings it.
   */
  private async openWindow(): Promise<void> {
    const chat = this.findChat();
    if (this.opened || !chat) return;
    this.opened = true;
    if (chat.settings.unreadMark)
      void this.session.addAction(this.chatId, { do: 'settings', change: { unreadMark: false } });
    const unreadAfter = chat.unread > 0 ? ownReadSeq(chat, this.session.me) : 0;
    this.draw({ unreadAfter });
    await this.loads.run('older', async (current) => {
      const window = await this.pages.readOpening(unreadAfter);
      if (current()) this.window = window;
    });
    this.ready.resolve();
    await this.catchUp();
    if (this.window.rows.length < SHORT) await this.loadOlder();
  }

  private async loadLatest(): Promise<void> {
    await this.loads.run('newer', async (current) => {
      const latest = await this.pages.readOpening(0);
      if (current() && latest.to > 0) this.window = latest;
    });
    await this.catchUp();
  }

  /** What came live while a page was read is stored, and not in that page. */
  private async catchUp(): Promise<void> {
    for (let tries = 0; tries < 3 && this.window.to > 0 && !this.isAtEnd(); tries++) {
      if ((this.findChat()?.lastSeq ?? 0) - this.window.to > PAGE) return;
      await this.loadNewer();
    }
  }

  private isAtEnd(): boolean {
    return this.window.to >= (this.findChat()?.lastSeq ?? 0);
  }

  private handleChange(change: LocalChange): void {
    if (this.closed) return;
    if (change.restarted?.includes(this.chatId) || this.findChat()?.left) this.restart();
    if (!this.opened) void this.openWindow();
    this.attached = !this.view.get().hasNewer;
    const messages = change.messages?.filter((message) => message.chatId === this.chatId) ?? [];
    const mine = messages.some((message) => message.senderId === this.session.me);
    const following = mine || this.mark.last >= this.window.to;
    if (this.window.to > 0 || messages[0]?.seq === 1)
      this.window = refresh(this.window, messages, following);
    if (messages.length > 0 || this.rows.concerns(change)) this.draw({});
    this.followEnd();
  }

  /** What was held may never have happened, or is not for this person any more. */
  private restart(): void {
    this.window = EMPTY;
    this.floor = 0;
    this.opened = Boolean(this.findChat()?.left);
  }

  /** Messages may be stored without this tab hearing of it; an empty window takes what it can get. */
  private followEnd(): void {
    if (this.closed || !this.opened || !this.loads.isIdle || this.isAtEnd()) return;
    if (this.window.to === 0) void this.loadNewer();
    else if (this.attached && this.window.rows.length < MOST) void this.catchUp();
  }

  private draw(change: Partial<TimelineView>): void {
    if (this.closed) return;
    const first = this.window.from;
    const cleared = this.findChat()?.settings.cleared ?? 0;
    this.view.set({
      ...this.view.get(),
      messages: this.rows.draw(this.window, this.isAtEnd()),
      hasOlder: first > cleared + 1 && first !== this.floor,
      hasNewer: !this.isAtEnd(),
      ...change,
    });
  }
}
