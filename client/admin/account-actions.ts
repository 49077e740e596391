import { accounts } from '../i18n/texts/accounts.ts';
import type { IconName } from '../ui/icons.ts';

export type AccountAction = 'reset' | 'logout' | 'admin' | 'user' | 'disable' | 'enable' | 'delete';
type Said = {
  icon: IconName;
  label: string;
  /** True when a dialog asks first: the action cannot be undone, or another person feels it. */
  needsQuestion: boolean;
  ask(name: string): string;
  text: string;
  danger: boolean;
};

/** Lists what can be done to an account, in words. */
export function listAccountActions(): Record<AccountAction, Said> {
  const words = accounts();
  const plain = { text: '', danger: false, needsQuestion: true };
  return {
    reset: { ...plain, icon: 'key', label: words.reset, needsQuestion: false, ask: (name) => name },
    logout: { ...plain, icon: 'logOut', label: words.logOutAll, ask: words.logOutAsk },
    admin: {
      ...plain,
      icon: 'shield',
      label: words.makeAdmin,
      ask: words.makeAdminAsk,
      text: words.makeAdminText,
    },
    user: { ...plain, icon: 'user', label: words.makeUser, ask: words.makeUserAsk },
    disable: {
      icon: 'block',
      label: words.disable,
      needsQuestion: true,
      ask: words.disableAsk,
      text: words.disableText,
      danger: true,
    },
    enable: {
      ...plain,
      icon: 'check',
      label: words.enable,
      needsQuestion: false,
      ask: (name) => name,
    },
    delete: {
      icon: 'trash',
      label: words.deleteUser,
      needsQuestion: true,
      ask: words.deleteAsk,
      text: words.deleteText,
      danger: true,
    },
  };
}
