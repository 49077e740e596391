import type { HistoryBody } from '../../protocol/messages.ts';
import type { UpBody, UpReply, UpType } from '../../protocol/up.ts';
import type { LiveUpdate } from '../model/live.ts';

/** Requests that are passed on as they are: nothing of their replies is stored. */
export type PassThroughType =
  | 'history.at'
  | 'search'
  | 'user.find'
  | 'typing'
  | 'message.pins'
  | 'message.info'
  | 'user.blocks'
  | 'user.shared'
  | 'member.list'
  | 'chat.leave'
  | 'chat.delete'
  | 'member.remove'
  | `invite.${'create' | 'list' | 'revoke' | 'get' | 'join'}`
  | `join.${'list' | 'answer'}`;

/** Requests whose reply is a chat snapshot, which is stored. */
export type SnapshotType = Extract<
  UpType,
  'chat.create' | 'chat.get' | 'chat.update' | 'member.add' | 'member.update'
>;

/**
 * The state of a tab as its leader knows it. `wake`: the person has returned to the tab, so the connection and the data
 * are checked.
 */
export type TabState = { tab: string; visible: boolean; open: string[]; wake: boolean };

/** What any tab can ask the leading one. All of it can be asked twice. */
export type Calls = {
  tab: { body: TabState; reply: LiveUpdate };
  request: {
    body: { type: PassThroughType; body: UpBody<PassThroughType> };
    reply: UpReply<PassThroughType>;
  };
  /** The page is in the local database when the call resolves. */
  history: { body: HistoryBody; reply: null };
  read: { body: { chatId: string; seq: number }; reply: null };
  /** Returns the chat's id; the chat is in the local database then. */
  picture: { body: { type: SnapshotType; body: UpBody<SnapshotType> }; reply: string };
  /** The person has left the chat: nothing of it is held when the call resolves. */
  left: { body: { chatId: string }; reply: null };
  /** Whether a message may already be at the server. */
  inFlight: { body: { clientId: string }; reply: boolean };
};
export type CallName = keyof Calls;
export type LeaderCall = <N extends CallName>(
  name: N,
  body: Calls[N]['body'],
) => Promise<Calls[N]['reply']>;
export type CallHandlers = {
  [N in CallName]: (body: Calls[N]['body']) => Promise<Calls[N]['reply']>;
};
