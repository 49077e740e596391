import { type Static, Type } from '@sinclair/typebox';
import { Id } from './shapes.ts';

/** A file of a message; `GET /api/files/:id` gives its bytes to whoever is in a chat that holds it. */
export const FileInfo = Type.Object({
  id: Id,
  name: Type.String(),
  /** Bytes. */
  size: Type.Integer(),
  mime: Type.String(),
  /** Of a picture, in pixels: its place is kept before it comes. */
  width: Type.Optional(Type.Integer()),
  height: Type.Optional(Type.Integer()),
});
export type FileInfo = Static<typeof FileInfo>;
