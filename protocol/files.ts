import { type Static, Type } from '@sinclair/typebox';
import { LIMITS } from './limits.ts';
import { Id, Nullable } from './shapes.ts';

/** How a file is shown: what its sender meant it as, where its bytes allow that. */
export const MediaKind = Type.Union([
  Type.Literal('picture'),
  Type.Literal('video'),
  Type.Literal('voice'),
  Type.Literal('audio'),
  Type.Literal('file'),
]);
export type MediaKind = Static<typeof MediaKind>;

const Base64 = (maxLength: number) => Type.String({ maxLength, pattern: '^[A-Za-z0-9+/]*={0,2}$' });
const Side = Type.Integer({ minimum: 1, maximum: LIMITS.fileSide });
/** What only the sender's device knows, or knows before the server does. */
const SHOWN = {
  /** The size of a picture or video in pixels: its space is kept before it loads. */
  width: Type.Optional(Side),
  height: Type.Optional(Side),
  durationMs: Type.Optional(Type.Integer({ minimum: 0, maximum: LIMITS.fileDurationMs })),
  /** A blurred picture in a few bytes (thumbhash), shown until the thumb is there. */
  thumbhash: Type.Optional(Base64(LIMITS.thumbhash)),
  /** The loudness of a voice message, one byte for each bar. */
  waveform: Type.Optional(Base64(LIMITS.waveform)),
};

/** A file of a message; `GET /api/files/:id` gives its bytes to the members of a chat that holds it. */
export const FileInfo = Type.Object({
  id: Id,
  name: Type.String(),
  /** Bytes. */
  size: Type.Integer(),
  mime: Type.String(),
  /** Absent in messages that were imported: `kindOfFile` says it then. */
  kind: Type.Optional(MediaKind),
  ...SHOWN,
  /** `GET /api/files/:id/thumb` gives a small picture of it. */
  thumb: Type.Optional(Type.Literal(true)),
});
export type FileInfo = Static<typeof FileInfo>;

/**
 * A finished upload of the sender's, as part of a message. The server's own reading of the bytes comes before what is
 * said here: a picture that is none is sent as a file, and a size that can be read is not believed.
 */
export const SendFile = Type.Object({ id: Id, kind: MediaKind, ...SHOWN });
export type SendFile = Static<typeof SendFile>;

/** `POST /api/avatars`, with a square picture as its body: the server draws it again in two sizes, and nobody has it yet. */
export const AvatarReply = Type.Object({ id: Id });
export type AvatarReply = Static<typeof AvatarReply>;

/** `GET /api/me/storage`. `used`: bytes of one's files and of uploads that are under way. `quota`: null: none. */
export const StorageReply = Type.Object({
  used: Type.Integer(),
  quota: Nullable(Type.Integer()),
  fileMaxBytes: Type.Integer(),
});
export type StorageReply = Static<typeof StorageReply>;

/**
 * `GET /api/admin/storage`. `used`: bytes of the files and of the uploads under way (`open`: how many) of all people
 * together. `freeBytes`: of the disk. `people`: who keeps most, the
 * most first, fifty at most; a deleted account has no name.
 */
export const ServerStorageReply = Type.Object({
  used: Type.Integer(),
  open: Type.Integer(),
  freeBytes: Type.Integer(),
  people: Type.Array(
    Type.Object({
      id: Id,
      username: Type.String(),
      displayName: Type.String(),
      avatar: Type.Optional(Nullable(Id)),
      bytes: Type.Integer(),
    }),
  ),
});
export type ServerStorageReply = Static<typeof ServerStorageReply>;
