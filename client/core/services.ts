import { createContext } from '@lit/context';
import type { EraseBody } from '../../protocol/accounts.ts';
import type { ServerInfo, Session } from '../../protocol/auth.ts';
import type { Chat, ChatSettings } from '../../protocol/chats.ts';
import type { Entity } from '../../protocol/entities.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { FileInfo } from '../../protocol/files.ts';
import type { JoinRequest } from '../../protocol/groups.ts';
import type { Message } from '../../protocol/messages.ts';
import type { Presence } from '../../protocol/presence.ts';
import type { SearchReply } from '../../protocol/search.ts';
import type { SetupBody } from '../../protocol/server-settings.ts';
import type { UpBody, UpReply } from '../../protocol/up.ts';
import type { Me, Privacy, User } from '../../protocol/users.ts';
import type { OutgoingFile, SendError } from './local-db/outgoing-file.ts';
import type { RecordingRow } from './local-db/recording.ts';
import type { AskType, SnapshotType } from './requests.ts';
import type { ReadableStore } from './store.ts';
import type { Taken } from './taken.ts';
import type { Unsent } from './unsent.ts';
import type { UploadShare } from './upload-share.ts';

/** One union, each state with its own data only. */
export type ConnectionState =
  /** The first seconds of an attempt are not shown: `since` says when it began. */
  | { state: 'connecting'; since: number }
  /** `polling`: no socket comes through, so the server is asked again and again over HTTP. */
  | { state: 'online'; polling?: true }
  /** The server serves this version no longer: only a newer one can connect. */
  | { state: 'outdated' }
  | { state: 'waiting'; retryAt: number; since: number }
  | { state: 'signed-out' };

/**
 * How far a message of one's own has come. Ticks of `sent` and later are derived from the receipts of the other
 * members.
 */
export type SendState = 'queued' | 'sent' | 'delivered' | 'read' | 'failed';

/** A row of the timeline: a message that the server has, or one of the outbox (`seq` 0). Keyed by `clientId`. */
export type TimelineMessage = Message & {
  /** Of a voice message: of one's own that somebody has heard it, of others' that this person has. */
  played?: true;
  mine: boolean;
  state: SendState;
  error: SendError | null;
  /** Its uploads were stopped here. */
  paused?: true;
};

/** A window on one chat's history, oldest first, drawn from the local database; the network only feeds it. */
export type TimelineView = {
  messages: TimelineMessage[];
  /** More lies above or below the window (locally or at the server). */
  hasOlder: boolean;
  hasNewer: boolean;
  loading: 'older' | 'newer' | null;
  /** The last message read when the chat was opened: the unread line is drawn after it. 0: none. */
  unreadAfter: number;
  /** Set after a jump: the row to scroll to and to light up. */
  focus: { seq: number; at: number } | null;
};

export interface Timeline {
  readonly view: ReadableStore<TimelineView>;
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** Jumps to the message, in history not yet loaded too. Rejects with `ApiError('offline')` when unreachable. */
  jumpTo(seq: number): Promise<void>;
  jumpToDate(at: number): Promise<void>;
  jumpToEnd(): Promise<void>;
  /** Messages up to `seq` were on the screen of a visible page. */
  markRead(seq: number): void;
  close(): void;
}

/** A row of the list of chats. */
export type ChatRow = {
  /** `left`: the person is not in it any more, and it stays for the texts that wait there. */
  chat: Chat & { left?: true };
  /** The other person of a direct chat; null for saved messages and groups. */
  peer: User | null;
  /** The newest message, one of the outbox included. */
  last: TimelineMessage | null;
  draft: string;
  /** `chat.settings` as changed here and not yet confirmed: mute, pin, archive, request. */
  settings: ChatSettings;
  mentions: number;
  unread: number;
  typing: string[];
};

/** What may go with a text. `forward` of `Messenger.forward` is not among it: the server copies. */
export type SendOptions = {
  entities?: Entity[];
  replyTo?: number;
  /** The saved draft that is sent, as it was saved; it ends when the message is stored, not before. */
  written?: string;
};

/** A file that is ready to be sent, with its thumb where it has one. */
export type ReadyFile = { blob: Blob; thumb?: Blob; facts: OutgoingFile };

/** A message with files. `clientId`: where bytes of it are stored under that already. */
export type FilesToSend = OutgoingText & { files: readonly ReadyFile[]; clientId?: string };

/** What was spoken. `waveform`: as in a message. */
export type SpokenMessage = { blob: Blob; durationMs: number; waveform: string };

/** Messages with files; and voice messages before they are sent: a second that is kept outlives the page. */
export interface OutgoingMessages {
  /**
   * One message for each; `replyTo` goes with the first. Resolves when their bytes and rows are stored on this device; rejects,
   * and stores nothing, where they have no room (`device_full`).
   */
  send(
    chatId: string,
    messages: readonly FilesToSend[],
    options?: Pick<SendOptions, 'replyTo' | 'written'>,
  ): Promise<void>;
  setPaused(clientId: string, on: boolean): Promise<void>;
  /** What was being spoken in a chat when its page ended; not what is being spoken in another tab. */
  findUnfinished(chatId: string): Promise<RecordingRow | undefined>;
  /** `seconds` of the row: how many are kept already. */
  keepRecording(row: RecordingRow, second: Blob): Promise<void>;
  /** What is kept of it; undefined when that is nothing. */
  readRecording(row: RecordingRow): Promise<Blob | undefined>;
  removeRecording(row: RecordingRow): Promise<void>;
  /** Resolves when it is in the outbox. */
  sendSpoken(row: RecordingRow, spoken: SpokenMessage, replyTo?: number): Promise<void>;
}

/** The words of one message. */
export type OutgoingText = { text: string; entities?: Entity[] };

/** Settings of one's own in a chat that can be changed here; drafts have their own call. */
export type ChatSettingsChange = Partial<
  Pick<ChatSettings, 'mutedUntil' | 'pinned' | 'archived' | 'unreadMark'>
>;

/**
 * What changes a message or a chat. Each call stores what is wanted locally, shows it at once and resolves. The server
 * gets it when it can be reached, in the order of the calls, and an action that it refuses is undone with a notice
 * (`refused`).
 */
export interface Actions {
  /** The last refused action; the shell shows its reason. */
  readonly refused: ReadableStore<{ code: ApiError['code']; at: number } | null>;
  /** `seq` 0 with `clientId`: a message that is still in the outbox. */
  edit(
    chatId: string,
    seq: number,
    text: string,
    entities: Entity[],
    clientId?: string,
  ): Promise<void>;
  /**
   * `undoMs`: for so long the action is not sent, by this page or a later one, and the returned function cancels it.
   * That resolves with false when it is too late.
   */
  remove(
    chatId: string,
    seqs: number[],
    everyone: boolean,
    undoMs?: number,
  ): Promise<() => Promise<boolean>>;
  /** The whole set of one's own reactions on the message. */
  react(chatId: string, seq: number, emojis: string[]): Promise<void>;
  pin(chatId: string, seq: number, on: boolean): Promise<void>;
  /** A voice message of somebody else was heard; nothing happens where that is known. */
  markPlayed(chatId: string, seq: number): Promise<void>;
  /** Through the outbox, like any message; one of `to` at a time, in the order of `seqs`. */
  forward(from: { chatId: string; seqs: number[]; author: boolean }, to: string[]): Promise<void>;
  setChatSettings(chatId: string, change: ChatSettingsChange): Promise<void>;
  /** Reads the whole chat, and removes the unread mark that was set by hand. */
  markRead(chatId: string): Promise<void>;
  /** Clears the history for oneself; `remove`: and the chat leaves the list. */
  clear(chatId: string, remove: boolean): Promise<void>;
  accept(chatId: string): Promise<void>;
  block(userId: string, on: boolean): Promise<void>;
  /**
   * A message by its place, from the local database, else from the server; for quotes and the bar of pins. null: hidden,
   * not there, or out of reach now.
   */
  findMessage(chatId: string, seq: number): Promise<Message | null>;
}

/** The methods of groups that do more than a request. All of them need the server (ONLINE). */
export interface Groups {
  create(title: string, userIds: string[]): Promise<string>;
  leave(chatId: string): Promise<void>;
  /** Deletes the group as its owner: for all members, and for good. */
  delete(chatId: string): Promise<void>;
  remove(chatId: string, userId: string): Promise<void>;
  /** The chat's id, or null while an admin has to let one in. */
  join(code: string): Promise<string | null>;
  listJoinRequests(chatId: string): Promise<JoinRequest[]>;
}

/** Refusals of the server by their code, plus what only a client meets. */
export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode | 'offline' | 'timeout',
    readonly retryAfterMs: number | null = null,
    readonly ref: string | null = null,
  ) {
    super(code);
  }
}

/** Whether a rejection is one of these refusals. */
export function isApiError(error: unknown, ...codes: ApiError['code'][]): boolean {
  return error instanceof ApiError && codes.includes(error.code);
}

/** What a rejection is called; anything that is no refusal is a failure of ours. */
export function codeOf(error: unknown): ApiError['code'] {
  return error instanceof ApiError ? error.code : 'internal';
}

/** What needs no signed-in person. Rejections are `ApiError`. */
export interface SignedInAccount {
  /** null: signed out; undefined: not known yet (the first moment of a start without local state). */
  readonly me: ReadableStore<Me | null | undefined>;
  readonly server: ReadableStore<ServerInfo | null>;
  /** Why the server, or another device, has signed this one out; null: it is not signed out by either. */
  readonly ended: ReadableStore<ApiError['code'] | null>;
  /** The settings that the server publishes may have changed. */
  askServer(): Promise<void>;
  register(form: {
    username: string;
    password: string;
    displayName: string;
    invite?: string;
  }): Promise<void>;
  /** Uses the one-time link of the first start: makes the first administrator and signs them in. */
  setUp(form: SetupBody): Promise<void>;
  login(form: { username: string; password: string }): Promise<void>;
  /** Ends the session and forgets everything that this device holds of the person. */
  logout(): Promise<void>;
  /** Deletes one's account; afterwards as `logout`. */
  deleteMe(form: EraseBody): Promise<void>;
  changePassword(current: string, next: string): Promise<void>;
  updateMe(change: {
    displayName?: string;
    about?: string;
    /** Of `makeAvatar`; null: none. */
    avatar?: string | null;
    privacy?: Partial<Privacy>;
  }): Promise<void>;
  /** Out of reach, as they were last named here; rejects where that never was. */
  listSessions(): Promise<Session[]>;
  revokeSession(id: string): Promise<void>;
  revokeOtherSessions(): Promise<void>;
  /** Public profile; works signed out too. */
  fetchProfile(username: string): Promise<User>;
}

/** What a signed-in person works with. Calls marked ONLINE need the server and reject with `ApiError`. */
export interface Messenger {
  readonly connection: ReadableStore<ConnectionState>;
  /** Undefined until the local database is read. The pinned ones in their order, then the newest activity first. */
  readonly chats: ReadableStore<ChatRow[] | undefined>;
  readonly presence: ReadableStore<ReadonlyMap<string, Presence>>;
  /** How many ask to be let into a group, as far as it is known; for those who lead it. */
  readonly joinRequests: ReadableStore<ReadonlyMap<string, number>>;
  /** Sum of unread of the chats that are neither muted nor requests, for the title, the favicon and the app badge. */
  readonly unread: ReadableStore<number>;
  /** Groups that were deleted, or from which the person was removed, as the events arrive. */
  readonly taken: ReadableStore<readonly Taken[]>;
  findUser(id: string): User | undefined;
  /** The person whom this device knows by this username; it is folded as the server folds it. */
  findUserByName(username: string): User | undefined;
  /** Try to connect now (a tap on the offline notice). */
  reconnect(): void;
  openTimeline(chatId: string): Timeline;
  /** Several: one message each, all stored at once and sent in their order; `entities` are then their own. Writes to the outbox, then shows; resolves when it is stored locally. Never loses the text. */
  send(
    chatId: string,
    text: string | readonly OutgoingText[],
    options?: SendOptions,
  ): Promise<void>;
  /** How far the files of messages in the outbox are, by `clientId`. */
  readonly uploads: ReadableStore<ReadonlyMap<string, UploadShare>>;
  /** Whether a recording of the chat is kept here, finished or not. */
  hasRecording(chatId: string): Promise<boolean>;
  /** Their code comes when it is first asked for. */
  openOutgoing(): Promise<OutgoingMessages>;
  readonly actions: Actions;
  readonly groups: Groups;
  /** ONLINE. Nothing of the reply is stored. */
  ask<T extends AskType>(type: T, body: UpBody<T>): Promise<UpReply<T>>;
  /** ONLINE. The reply is a chat snapshot, which is in the local database when the promise resolves with the chat's id. */
  askForChat<T extends SnapshotType>(type: T, body: UpBody<T>): Promise<string>;
  retry(clientId: string): Promise<void>;
  /** Takes a queued or failed message back and returns its text for the composer. */
  discard(clientId: string): Promise<{ text: string; entities?: Entity[] }>;
  readDraft(chatId: string): Promise<Unsent>;
  /** Resolves when it is stored, or cannot be. */
  setDraft(chatId: string, text: string, replyTo?: number): Promise<void>;
  setTyping(chatId: string, on: boolean): void;
  /** The direct chat with a person, made if there is none. Returns the chat's id. */
  openDirect(userId: string): Promise<string>;
  openSaved(): Promise<string>;
  /** Out of reach, among the people whom this device knows. */
  findPeople(q: string): Promise<User[]>;
  search(q: string, chatId: string | null, before: number | null): Promise<SearchReply>;
}

/** A request of the REST API, for the screens that need nothing but the server's reply. Rejects with `ApiError`. */
export type ApiCall = <T>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
) => Promise<T>;

/** Files of messages as they are shown: from this device where they were seen before, else from the server. */
export interface ShownFiles {
  /**
   * An address for `src`, good until `release`. `thumb`: the small picture of a file. Rejects with `ApiError`, or with the
   * signal's reason.
   */
  show(
    fileId: string,
    part: 'thumb' | 'whole',
    options?: { signal?: AbortSignal },
  ): Promise<{ url: string; release(): void }>;
  /** Its bytes, to be saved: they are not kept here. `progress`: the share that has come, 0 to 1. Rejects as `show`. */
  download(
    file: Pick<FileInfo, 'id' | 'size'>,
    signal: AbortSignal,
    progress: (share: number) => void,
  ): Promise<Blob>;
  /** A square picture that is to stand for a person or a group: its id at the server. Rejects with `ApiError`. */
  makeAvatar(picture: Blob): Promise<string>;
  /** What they take on this device, bytes. */
  measureStored(): { thumbs: number; whole: number };
  clear(): Promise<void>;
}

/** `files`: of whoever is signed in; its code is loaded when it is first asked for. */
export type ClientServices = {
  account: SignedInAccount;
  messenger: Messenger;
  call: ApiCall;
  files(): Promise<ShownFiles>;
};
export const servicesContext = createContext<ClientServices>(Symbol('services'));
