import { type Static, Type } from '@sinclair/typebox';
import { Id } from './shapes.ts';

/** A file of a message; `GET /api/files/:id` gives its bytes to the members of a chat that holds it. */
export const FileInfo = Type.Object({
  id: Id,
  name: Type.String(),
  /** Bytes. */
  size: Type.Integer(),
  mime: Type.String(),
  /** The size of an image in pixels: its space is kept before it loads. */
  width: Type.Optional(Type.Integer()),
  height: Type.Optional(Type.Integer()),
});
export type FileInfo = Static<typeof FileInfo>;
