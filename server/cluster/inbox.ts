import type { PresenceTies } from '../context.ts';
import { eachLine, idsIn, LINE } from './frame.ts';

/** The sockets of this node (`server/realtime/hub.ts`). */
export type LocalSockets = {
  hearsGroup(chatId: string): boolean;
  receiveForGroup(chatId: string, frame: string): void;
  receiveForPeople(userIds: readonly string[], frame: string): void;
  receiveForSession(userIds: readonly string[], sessionId: string, frame: string): void;
  move(topic: { chat: string; enter?: readonly string[]; leave?: readonly string[] }): void;
};

/** What else a line of another node may be about. */
export type Listener = {
  endSessions(sessionIds: readonly string[]): void;
  reviewPresence(ties: PresenceTies | readonly PresenceTies[]): void;
  changeSettings(): void;
  setPerson(node: string, userId: string, lastSeenAt: number | null): void;
  setSession(node: string, sessionId: string, isLookedAt: boolean): void;
  replacePresence(node: string, people: readonly string[], sessions: readonly string[]): void;
  sendSnapshot(): void;
  countBudget(text: string): void;
  markNotified(userId: string, chatId: string): void;
  repair(): void;
  endNode(node: string): void;
};

const TAB = '\t';

/** Hands the lines of one frame to whom they concern, in their order. */
export class Inbox {
  constructor(
    private readonly ownName: string,
    private readonly sockets: LocalSockets,
    private readonly listener: Listener,
  ) {}

  read(node: string, frame: string): void {
    eachLine(frame, (text, from, to) => {
      const kind = text[from];
      if (kind === LINE.chat) this.readGroup(text, from, to);
      else if (kind === LINE.people) this.readPeople(text, from, to);
      else if (kind === LINE.session) this.readSession(text, from, to);
      else this.readOther(node, kind, text.slice(from + 1, to));
    });
  }

  /** The one line that there are many of: where nobody hears the group it costs a look into a Set. */
  private readGroup(text: string, from: number, to: number): void {
    const tab = text.indexOf(TAB, from);
    const chatId = text.slice(from + 1, tab);
    if (this.sockets.hearsGroup(chatId))
      this.sockets.receiveForGroup(chatId, text.slice(tab + 1, to));
  }

  private readPeople(text: string, from: number, to: number): void {
    const tab = text.indexOf(TAB, from);
    this.sockets.receiveForPeople(idsIn(text.slice(from + 1, tab)), text.slice(tab + 1, to));
  }

  private readSession(text: string, from: number, to: number): void {
    const tab = text.indexOf(TAB, from);
    const next = text.indexOf(TAB, tab + 1);
    const userIds = idsIn(text.slice(from + 1, tab));
    this.sockets.receiveForSession(userIds, text.slice(tab + 1, next), text.slice(next + 1, to));
  }

  private readOther(node: string, kind: string | undefined, text: string): void {
    const { listener } = this;
    const [first = '', second = '', third = ''] = text.split(TAB);
    switch (kind) {
      case LINE.move:
        this.sockets.move({ chat: first, enter: idsIn(second), leave: idsIn(third) });
        break;
      case LINE.sessions:
        listener.endSessions(idsIn(text));
        break;
      case LINE.presence:
        listener.setPerson(node, first, second === '' ? null : Number(second));
        break;
      case LINE.looking:
        listener.setSession(node, text.slice(1), text.startsWith('1'));
        break;
      case LINE.snapshot:
        listener.replacePresence(node, idsIn(first), idsIn(second));
        break;
      case LINE.ask:
        if (text === '' || text === this.ownName) listener.sendSnapshot();
        break;
      case LINE.ties:
        listener.reviewPresence(JSON.parse(text));
        break;
      case LINE.settings:
        listener.changeSettings();
        break;
      case LINE.budget:
        listener.countBudget(text);
        break;
      case LINE.notified:
        listener.markNotified(first, second);
        break;
      case LINE.unknown:
        listener.repair();
        break;
      case LINE.bye:
        listener.endNode(node);
        break;
      default:
      // A newer version says more.
    }
  }
}
