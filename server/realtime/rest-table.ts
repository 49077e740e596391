import { type RestRoute, REST as TWINS } from '../../protocol/rest.ts';
import type { UpReply, UpType } from '../../protocol/up.ts';

export type Rest<T extends UpType> = RestRoute & {
  /** Status of success: 200 unless said otherwise. */
  status?: (reply: UpReply<T>) => number;
};

export const REST_COMMANDS: { readonly [T in UpType]?: Rest<T> } = {
  ...TWINS,
  'message.send': {
    method: 'POST',
    path: '/api/chats/:chatId/messages',
    status: ({ retry }) => (retry ? 200 : 201),
  },
};
