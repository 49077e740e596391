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
  /** Signed in as who runs the server; `admin-bare`: of one without backups, on a full disk. */
  | 'admin'
  | 'admin-bare'
  /** Signed out, at a server that asks for an invitation; that nobody may register at; that nobody runs yet. */
  | 'by-invite'
  | 'closed'
  | 'new-server'
  /** Signed out by an administrator. */
  | 'disabled';

export function scene(): Scene {
  return (localStorage.getItem('scene') as Scene | null) ?? 'usual';
}
