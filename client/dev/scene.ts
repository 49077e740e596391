/** What the fake services play; `localStorage.scene` says which. */
export type Scene =
  | 'usual'
  | 'empty'
  | 'offline'
  | 'polling'
  | 'outdated'
  | 'signed-out'
  | 'starting'
  | 'loading';

export function scene(): Scene {
  return (localStorage.getItem('scene') as Scene | null) ?? 'usual';
}
