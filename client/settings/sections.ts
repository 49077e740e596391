/** As in the address: /settings/<name>. */
export type SectionName =
  | 'profile'
  | 'appearance'
  | 'password'
  | 'sessions'
  | 'install'
  | 'program';
