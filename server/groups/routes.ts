import { Elysia } from 'elysia';
import { InviteBody } from '../../protocol/groups.ts';
import { readBody } from '../http/body.ts';
import type { createGroupPreview } from './outside.ts';

type Options = {
  previewGroup: ReturnType<typeof createGroupPreview>;
  /** Counts an attempt of a client that is not signed in. */
  limit: (request: Request) => void;
};

/** The door of a group, from outside. */
export function groupRoutes({ previewGroup, limit }: Options) {
  return new Elysia({ name: 'groups' }).post(
    '/api/groups/look',
    async ({ request }) => {
      limit(request);
      return previewGroup((await readBody(request, InviteBody)).code);
    },
    { parse: 'none' },
  );
}
