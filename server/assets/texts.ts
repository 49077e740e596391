export type PageLanguage = 'fa' | 'en';

type Texts = {
  /** The name of the server as long as it has not been given one. */
  name: string;
  about: string;
  newChat: string;
  screenshots: { list: string; chat: string };
  invitation: (server: string) => string;
  invitationText: string;
  groupText: (server: string) => string;
  personText: (server: string) => string;
};

/** What stands before the app on a device: its manifest, and what is shown of a link to it elsewhere. */
export const ASSET_TEXTS: Record<PageLanguage, Texts> = {
  fa: {
    name: 'پیام‌بر',
    about: 'پیام‌رسانی از آنِ خودتان',
    newChat: 'گفتگوی تازه',
    screenshots: { list: 'گفتگوها', chat: 'یک گفتگو' },
    invitation: (server) => `دعوت به ${server}`,
    invitationText: 'با این پیوند می‌توانید حساب بسازید.',
    groupText: (server) => `دعوت به گروه در ${server}`,
    personText: (server) => `گفتگو در ${server}`,
  },
  en: {
    name: 'Payambar',
    about: 'A messenger of your own',
    newChat: 'New chat',
    screenshots: { list: 'Chats', chat: 'A chat' },
    invitation: (server) => `Invitation to ${server}`,
    invitationText: 'With this link you can create an account.',
    groupText: (server) => `Invitation to a group on ${server}`,
    personText: (server) => `Chat on ${server}`,
  },
};

/** The server's own name; before it has one, that of the program in the language. */
export function nameIn(language: PageLanguage, name: string): string {
  return name === ASSET_TEXTS.fa.name ? ASSET_TEXTS[language].name : name;
}
