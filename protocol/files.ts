import { type Static, Type } from '@sinclair/typebox';
import { Id } from './shapes.ts';

/** A file of a message; `GET /api/files/:id` gives its bytes to whoever is in a chat that holds it. */
export const FileInfo = Type.Object({
  id: Id,
  name: Type.String(),
  /** Bytes. */
  size: Type.Integer(),
  mime: Type.String(),
});
export type FileInfo = Static<typeof FileInfo>;
