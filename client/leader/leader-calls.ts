import type { HistoryBody } from '../../protocol/messages.ts';
import type { UpBody, UpReply } from '../../protocol/up.ts';
import type { PassThroughType, SnapshotType } from '../core/requests.ts';
import type { LiveUpdate } from '../model/live.ts';

/**
 * The state of a tab as its leader knows it. `wake`: the person has returned to the tab, so the connection and the data
 * are checked.
 */
export type TabState = { tab: string; visible: boolean; open: string[]; wake: boolean };

/** What any tab can ask the leading one. All of it can be asked twice. */
type Calls = {
  announceTab: { body: TabState; reply: LiveUpdate };
  request: {
    body: { type: PassThroughType; body: UpBody<PassThroughType> };
    reply: UpReply<PassThroughType>;
  };
  /** The page is in the local database when the call resolves. */
  fetchHistory: { body: HistoryBody; reply: null };
  markRead: { body: { chatId: string; seq: number }; reply: null };
  /** Returns the chat's id; the chat is in the local database then. */
  askForChat: { body: { type: SnapshotType; body: UpBody<SnapshotType> }; reply: string };
  /** The person has left the chat: nothing of it is held when the call resolves. */
  forgetChat: { body: { chatId: string }; reply: null };
  /** Whether a message may already be at the server. */
  isInFlight: { body: { clientId: string }; reply: boolean };
};
export type CallName = keyof Calls;
export type LeaderCall = <N extends CallName>(
  name: N,
  body: Calls[N]['body'],
) => Promise<Calls[N]['reply']>;
export type CallHandlers = {
  [N in CallName]: (body: Calls[N]['body']) => Promise<Calls[N]['reply']>;
};
