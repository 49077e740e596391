/** What the fake services play; `localStorage.scene` says which. */
export type Scene =
  | 'usual'
  | 'empty'
  | 'offline'
  | 'polling'
  | 'outdated'
  | 'signed-out'
  | 'starting'
  | 'loading'
  /** The person who runs the server is signed in; `admin-bare`: the server is without backups, on a full disk. */
  | 'admin'
  | 'admin-bare'
  /**
   * No person is signed in, at a server that asks for an invitation; that is closed; that has no administrator yet.
   */
  | 'by-invite'
  | 'closed'
  | 'new-server'
  /** An administrator has signed the person out. */
  | 'disabled'
  /** Chats of the lengths that the address says, as `?messages=1200`, in pages that take their time. */
  | 'long';

export function scene(): Scene {
  return (localStorage.getItem('scene') as Scene | null) ?? 'usual';
}

/** Returns how many chats there are, and the messages, read and not, of the long one. */
export function lengths() {
  const query = new URLSearchParams(location.search);
  const number = (name: string, usual: number) => Number(query.get(name) ?? usual);
  return {
    chats: number('chats', 14),
    messages: number('messages', 1200),
    unread: number('unread', 17),
  };
}
