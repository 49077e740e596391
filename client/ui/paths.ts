/**
 * Builds the addresses of the screens. A link is an `<a href=${paths.chat(id)}>`: the shell follows it without a page
 * load.
 */
export const paths = {
  home: '/',
  chat: (chatId: string, seq?: number) =>
    seq === undefined ? `/c/${chatId}` : `/c/${chatId}?at=${seq}`,
  profile: (username: string) => `/u/${encodeURIComponent(username)}`,
  settings: (section?: string) => (section === undefined ? '/settings' : `/settings/${section}`),
  newChat: '/new',
  newGroup: '/new/group',
  /** The page with a group's title, members and rights. */
  group: (chatId: string) => `/c/${chatId}/info`,
  /** `invite`: lets a visitor without an account register first; what stands behind # reaches no server. */
  /** What was sent in a chat, by kind. */
  media: (chatId: string) => `/c/${chatId}/media`,
  join: (code: string, invite?: string) =>
    invite === undefined ? `/join/${code}` : `/join/${code}#${invite}`,
  /** A link that lets somebody register. */
  invite: (code: string) => `/i#${code}`,
  admin: (section?: string) => (section === undefined ? '/admin' : `/admin/${section}`),
  /** The sheet of an account, for administrators. */
  account: (id: string) => `/admin/users/${id}`,
  /** Searches everything, or one chat. */
  search: (inChat?: string) => (inChat === undefined ? '/search' : `/search?in=${inChat}`),
};

declare global {
  interface HTMLElementEventMap {
    /** Asks the shell to go to a path; `replace` takes the place of the current entry of the history. */
    'pa-go': CustomEvent<{ path: string; replace?: boolean }>;
    /** Asks the shell to do what Back does: out of the chat, to the list. */
    'pa-back': CustomEvent<undefined>;
  }
}
