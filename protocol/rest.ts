import type { UpType } from './up.ts';

export type RestRoute = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `:name` segments are fields of the body; what is left of it is the query of a GET, or the JSON body. */
  path: string;
};

/** The REST route of each request; those that only make sense on a socket have none. */
export const REST: { readonly [T in UpType]?: RestRoute } = {
  sync: { method: 'POST', path: '/api/sync' },
  'chat.create': { method: 'POST', path: '/api/chats' },
  'chat.list': { method: 'GET', path: '/api/chats' },
  'chat.get': { method: 'GET', path: '/api/chats/:chatId' },
  'chat.stats': { method: 'GET', path: '/api/chats/:chatId/stats' },
  'chat.settings': { method: 'PATCH', path: '/api/chats/:chatId/settings' },
  'chat.clear': { method: 'PUT', path: '/api/chats/:chatId/cleared' },
  'chat.accept': { method: 'PUT', path: '/api/chats/:chatId/accepted' },
  'chat.update': { method: 'PATCH', path: '/api/chats/:chatId' },
  'chat.delete': { method: 'DELETE', path: '/api/chats/:chatId' },
  'chat.leave': { method: 'POST', path: '/api/chats/:chatId/leave' },
  'member.list': { method: 'GET', path: '/api/chats/:chatId/members' },
  'member.add': { method: 'POST', path: '/api/chats/:chatId/members' },
  'member.update': { method: 'PATCH', path: '/api/chats/:chatId/members/:userId' },
  'member.remove': { method: 'DELETE', path: '/api/chats/:chatId/members/:userId' },
  'invite.list': { method: 'GET', path: '/api/chats/:chatId/invites' },
  'invite.create': { method: 'POST', path: '/api/chats/:chatId/invites' },
  'invite.revoke': { method: 'DELETE', path: '/api/chats/:chatId/invites/:code' },
  'invite.get': { method: 'GET', path: '/api/invites/:code' },
  'invite.join': { method: 'POST', path: '/api/invites/:code' },
  'join.list': { method: 'GET', path: '/api/chats/:chatId/requests' },
  'join.answer': { method: 'PUT', path: '/api/chats/:chatId/requests/:userId' },
  'message.send': { method: 'POST', path: '/api/chats/:chatId/messages' },
  'message.edit': { method: 'PATCH', path: '/api/chats/:chatId/messages/:seq' },
  'message.delete': { method: 'POST', path: '/api/chats/:chatId/messages/delete' },
  'message.react': { method: 'PUT', path: '/api/chats/:chatId/messages/:seq/reactions' },
  'message.pin': { method: 'PUT', path: '/api/chats/:chatId/messages/:seq/pin' },
  'message.played': { method: 'PUT', path: '/api/chats/:chatId/messages/:seq/played' },
  'message.pins': { method: 'GET', path: '/api/chats/:chatId/pins' },
  'message.info': { method: 'GET', path: '/api/chats/:chatId/messages/:seq/info' },
  history: { method: 'GET', path: '/api/chats/:chatId/messages' },
  'history.at': { method: 'GET', path: '/api/chats/:chatId/at' },
  'chat.files': { method: 'GET', path: '/api/chats/:chatId/files' },
  'chat.delivered': { method: 'PUT', path: '/api/chats/:chatId/delivered' },
  'chat.read': { method: 'PUT', path: '/api/chats/:chatId/read' },
  typing: { method: 'PUT', path: '/api/chats/:chatId/typing' },
  search: { method: 'GET', path: '/api/search' },
  'user.find': { method: 'GET', path: '/api/users' },
  'user.shared': { method: 'GET', path: '/api/shared/:userId' },
  'user.block': { method: 'PUT', path: '/api/blocks/:userId' },
  'user.blocks': { method: 'GET', path: '/api/blocks' },
  'me.get': { method: 'GET', path: '/api/me' },
  'push.get': { method: 'GET', path: '/api/push' },
  'push.subscribe': { method: 'PUT', path: '/api/push/subscription' },
  'push.unsubscribe': { method: 'DELETE', path: '/api/push/subscription' },
  'push.settings': { method: 'PATCH', path: '/api/push/settings' },
  'push.test': { method: 'POST', path: '/api/push/test' },
  'me.update': { method: 'PATCH', path: '/api/me' },
};
