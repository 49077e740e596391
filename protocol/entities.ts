import { type Static, Type } from '@sinclair/typebox';
import { LIMITS } from './limits.ts';
import { Id, Seq, Time } from './shapes.ts';

export const EntityType = Type.Union([
  Type.Literal('bold'),
  Type.Literal('italic'),
  Type.Literal('strike'),
  Type.Literal('spoiler'),
  Type.Literal('code'),
  Type.Literal('pre'),
  Type.Literal('quote'),
  Type.Literal('link'),
  Type.Literal('mention'),
]);
export type EntityType = Static<typeof EntityType>;

/**
 * A stretch of a text, in UTF-16 units; never HTML. Two of them lie apart or one inside the other; they do not cross.
 * `url` is of a `link` (http, https, mailto, tel), `userId` of a `mention`, `language` of `pre`. A mention of a person
 * who is not in the chat is left out, its text stays.
 */
export const Entity = Type.Object({
  type: EntityType,
  offset: Type.Integer({ minimum: 0, maximum: LIMITS.text }),
  length: Type.Integer({ minimum: 1, maximum: LIMITS.text }),
  url: Type.Optional(Type.String({ maxLength: LIMITS.url })),
  userId: Type.Optional(Id),
  language: Type.Optional(Type.String({ maxLength: 32 })),
});
export type Entity = Static<typeof Entity>;
export const Entities = Type.Array(Entity, { maxItems: LIMITS.entities });

/** Where a forwarded message was first written; without its author when the sender of the forward left them out. */
export const Forward = Type.Object({
  userId: Type.Union([Id, Type.Null()]),
  /** What the author was called when it was forwarded: the reader may share no chat with them. */
  name: Type.Optional(Type.String()),
  at: Time,
});
export type Forward = Static<typeof Forward>;

/** `by`: the first few who chose it, up to `LIMITS.reactors`. */
export const Reaction = Type.Object({
  emoji: Type.String({ maxLength: 64 }),
  count: Type.Integer({ minimum: 1 }),
  by: Type.Array(Id),
});
export type Reaction = Static<typeof Reaction>;

/**
 * What happened in a group, as data: the client says it in its language. `senderId` of the message is the member who
 * did it, `userIds` whom it concerns. `text`: the new title or about, or of `rights.changed` the names of the rights
 * that members have now, with spaces between. It names everything that has changed in the chat snapshot, so a device
 * can change its own.
 */
export const SystemMessage = Type.Object({
  type: Type.Union([
    Type.Literal('group.created'),
    Type.Literal('title.changed'),
    Type.Literal('about.changed'),
    Type.Literal('avatar.changed'),
    Type.Literal('rights.changed'),
    Type.Literal('members.added'),
    Type.Literal('member.joined'),
    Type.Literal('member.left'),
    Type.Literal('member.removed'),
    Type.Literal('role.changed'),
    Type.Literal('owner.changed'),
    Type.Literal('message.pinned'),
  ]),
  userIds: Type.Optional(Type.Array(Id)),
  text: Type.Optional(Type.String()),
  role: Type.Optional(Type.String()),
  seq: Type.Optional(Seq),
});
export type SystemMessage = Static<typeof SystemMessage>;
