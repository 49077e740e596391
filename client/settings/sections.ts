/** As in the address: /settings/<name>. */
export type SectionName =
  | 'profile'
  | 'appearance'
  | 'notifications'
  | 'privacy'
  | 'password'
  | 'sessions'
  | 'invites'
  | 'account'
  | 'install'
  | 'program';
