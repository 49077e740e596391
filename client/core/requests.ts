import type { UpType } from '../../protocol/up.ts';

/** Requests whose reply is a chat snapshot, which is stored. */
export type SnapshotType = Extract<
  UpType,
  'chat.create' | 'chat.get' | 'chat.update' | 'member.add' | 'member.update'
>;

/** Requests that only the leading tab makes: it stores their replies, and repeats those that had none. */
type LeaderType =
  | 'hello'
  | 'sync'
  | 'history'
  | 'user.block'
  | `presence.${'set' | 'watch'}`
  | `message.${'send' | 'edit' | 'delete' | 'react' | 'pin' | 'played'}`
  | `chat.${'settings' | 'clear' | 'accept' | 'read' | 'delivered'}`;

/** Requests that are passed on as they are: nothing of their replies is stored. A new command is one of these. */
export type PassThroughType = Exclude<UpType, SnapshotType | LeaderType>;

/** Requests that need more work after the reply, or when there is none: the session has a method for each. */
type MethodType =
  | 'search'
  | 'typing'
  | 'history.at'
  | 'user.find'
  | 'chat.leave'
  | 'chat.delete'
  | 'member.remove'
  | 'invite.join'
  | 'join.list';

/** Requests that screens make directly. */
export type AskType = Exclude<PassThroughType, MethodType>;
