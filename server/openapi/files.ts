import { Type } from '@sinclair/typebox';
import { AvatarReply, ServerStorageReply, StorageReply } from '../../protocol/files.ts';
import { GroupInviteCode } from '../../protocol/groups.ts';
import { Empty, Id } from '../../protocol/shapes.ts';
import { type Operation, openOperation, withOwnFields } from './operation.ts';

const params = Type.Object({ id: Id });
const AT = '/api/uploads';
const PART = 'application/offset+octet-stream';
const BYTES = 'application/octet-stream';
const Tus = { 'Tus-Resumable': Type.Literal('1.0.0') };
/** All is said in headers. */
const NONE = Type.String();
const Count = Type.String({ pattern: '^[0-9]+$' });

/** Uploads as tus 1.0.0 says, and the files that come of them. */
export const FILE_OPERATIONS: Operation[] = [
  withOwnFields('upload.options', 'OPTIONS', AT, NONE, { statuses: [204], media: BYTES }),
  withOwnFields('upload.create', 'POST', AT, NONE, {
    headers: Type.Object({
      ...Tus,
      'Upload-Length': Count,
      /** `name` and `type`, each as base64. */
      'Upload-Metadata': Type.Optional(Type.String()),
    }),
    ...{ sends: PART, statuses: [201], media: BYTES },
  }),
  withOwnFields('upload.head', 'HEAD', `${AT}/:id`, NONE, {
    ...{ params, headers: Type.Object(Tus), media: BYTES },
  }),
  withOwnFields('upload.append', 'PATCH', `${AT}/:id`, NONE, {
    headers: Type.Object({ ...Tus, 'Upload-Offset': Count }),
    ...{ params, sends: PART, statuses: [204], media: BYTES },
  }),
  withOwnFields('upload.cancel', 'DELETE', `${AT}/:id`, NONE, {
    ...{ params, headers: Type.Object(Tus), statuses: [204], media: BYTES },
  }),
  withOwnFields('file.get', 'GET', '/api/files/:id', Type.String(), {
    params: Type.Object({ id: Type.String({ maxLength: 256 }) }),
    /** `1`: as a download, whatever it is. */
    query: Type.Object({ download: Type.Optional(Type.String()) }),
    media: BYTES,
  }),
  withOwnFields('file.thumb', 'GET', '/api/files/:id/thumb', Type.String(), {
    ...{ params, media: 'image/webp' },
  }),
  withOwnFields('file.putThumb', 'PUT', '/api/files/:id/thumb', Empty, {
    ...{ params, sends: 'image/webp' },
  }),
  withOwnFields('avatar.make', 'POST', '/api/avatars', AvatarReply, {
    ...{ sends: 'image/jpeg', statuses: [201] },
  }),
  {
    ...openOperation('invite.avatar', 'GET', '/api/invites/:code/avatar', Type.String()),
    ...{ params: Type.Object({ code: GroupInviteCode }), media: 'image/webp' },
  },
  withOwnFields('admin.storage', 'GET', '/api/admin/storage', ServerStorageReply),
  withOwnFields('me.storage', 'GET', '/api/me/storage', StorageReply),
];
