/** As in the address: /settings/<name>. */
export type SectionName =
  | 'profile'
  | 'appearance'
  | 'privacy'
  | 'password'
  | 'sessions'
  | 'install'
  | 'program';
