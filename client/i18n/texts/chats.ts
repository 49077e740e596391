/** The list of chats and the search of people. Counts come in the language's digits. */
export interface ChatTexts {
  title: string;
  saved: string;
  deletedAccount: string;
  group: string;
  menu: string;
  myProfile: string;
  settings: string;
  newChat: string;
  draft: string;
  you: string;
  typing: string;
  noMessages: string;
  unread(count: string): string;
  emptyTitle: string;
  emptyText: string;
  findPeople: string;
  shareLink: string;
  peopleField: string;
  peopleHint: string;
  peopleNone: string;
  openFailed: string;
}

export const chatsFa: ChatTexts = {
  title: 'گفت‌وگوها',
  saved: 'پیام‌های ذخیره‌شده',
  deletedAccount: 'حساب پاک‌شده',
  group: 'گروه',
  menu: 'فهرست',
  myProfile: 'نمایه‌ی من',
  settings: 'تنظیمات',
  newChat: 'گفت‌وگوی تازه',
  draft: 'پیش‌نویس:',
  you: 'شما:',
  typing: 'در حال نوشتن…',
  noMessages: 'هنوز پیامی نیست',
  unread: (count) => `${count} پیام نخوانده`,
  emptyTitle: 'هنوز گفت‌وگویی ندارید',
  emptyText: 'کسی را با نامش پیدا کنید، یا پیوند خودتان را برایش بفرستید.',
  findPeople: 'یافتن افراد',
  shareLink: 'هم‌رسانی پیوند من',
  peopleField: 'نام یا نام کاربری',
  peopleHint: 'دست‌کم دو نویسه از نام یا نام کاربری کسی را بنویسید.',
  peopleNone: 'کسی با این نام پیدا نشد.',
  openFailed: 'گفت‌وگو باز نشد.',
};

export const chatsEn: ChatTexts = {
  title: 'Chats',
  saved: 'Saved messages',
  deletedAccount: 'Deleted account',
  group: 'Group',
  menu: 'Menu',
  myProfile: 'My profile',
  settings: 'Settings',
  newChat: 'New chat',
  draft: 'Draft:',
  you: 'You:',
  typing: 'typing…',
  noMessages: 'No messages yet',
  unread: (count) => (count === '1' ? '1 unread message' : `${count} unread messages`),
  emptyTitle: 'No chats yet',
  emptyText: 'Find somebody by name, or send them your own link.',
  findPeople: 'Find people',
  shareLink: 'Share my link',
  peopleField: 'Name or username',
  peopleHint: 'Type at least two characters of a name or username.',
  peopleNone: 'Nobody was found by that name.',
  openFailed: 'The chat could not be opened.',
};
