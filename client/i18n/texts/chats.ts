/** The list of chats and the search of people. Counts come in the language's digits. */
export interface ChatTexts {
  title: string;
  search: string;
  saved: string;
  deletedAccount: string;
  group: string;
  menu: string;
  myProfile: string;
  invite: string;
  nightMode: string;
  lightMode: string;
  settings: string;
  newChat: string;
  draft: string;
  you: string;
  typing: string;
  noMessages: string;
  unread(count: string): string;
  emptyTitle: string;
  emptyText: string;
  invitedBy(name: string): string;
  writeTo(name: string): string;
  emptyAdminText: string;
  findPeople: string;
  shareLink: string;
  peopleField: string;
  peopleHint: string;
  peopleNone: string;
  openFailed: string;
  request: string;
  mentions(count: string): string;
  marked: string;
  muted: string;
  pinned: string;
  deleted: string;
  filter: string;
  filters: { all: string; unread: string; people: string; groups: string };
  noneHere: string;
  folders: { requests: string; archive: string };
  acts(name: string): string;
  pin: string;
  unpin: string;
  mute: string;
  muteHour: string;
  muteWorkday: string;
  muteForEver: string;
  unmute: string;
  toArchive: string;
  fromArchive: string;
  markRead: string;
  markUnread: string;
  moveUp: string;
  moveDown: string;
  clear: string;
  clearAsk: string;
  clearText: string;
  remove: string;
  removeAsk: string;
  removeText: string;
  removeGroup: string;
  removeGroupAsk(title: string): string;
  removeGroupText: string;
}

export const chatsFa: ChatTexts = {
  title: 'گفتگوها',
  search: 'جستجو',
  saved: 'پیام‌های ذخیره‌شده',
  deletedAccount: 'حساب حذف‌شده',
  group: 'گروه',
  menu: 'منو',
  myProfile: 'نمایه‌ی من',
  invite: 'دعوت از دیگران',
  nightMode: 'حالت شب',
  lightMode: 'حالت روز',
  settings: 'تنظیمات',
  newChat: 'گفتگوی تازه',
  draft: 'پیش‌نویس:',
  you: 'شما:',
  typing: 'در حال نوشتن…',
  noMessages: 'هنوز پیامی نیست',
  unread: (count) => `${count} پیام نخوانده`,
  emptyTitle: 'هنوز گفتگویی ندارید',
  emptyText: 'کسی را با نامش پیدا کنید، یا پیوند خودتان را برایش بفرستید.',
  invitedBy: (name) => `${name} شما را به این سرور دعوت کرده است. گفتگو را با او شروع کنید.`,
  writeTo: (name) => `نوشتن به ${name}`,
  emptyAdminText: 'کسانی را که می‌شناسید دعوت کنید؛ با آمدنشان می‌توانید به آن‌ها بنویسید.',
  findPeople: 'پیدا کردن افراد',
  shareLink: 'اشتراک‌گذاری پیوند من',
  peopleField: 'نام یا نام کاربری',
  peopleHint: 'دست‌کم دو نویسه از نام یا نام کاربری کسی را بنویسید.',
  peopleNone: 'کسی با این نام پیدا نشد.',
  openFailed: 'گفتگو باز نشد.',
  request: 'درخواست',
  mentions: (count) => `${count} بار به شما اشاره شده`,
  marked: 'نخوانده',
  muted: 'بی‌صدا',
  pinned: 'سنجاق‌شده',
  deleted: 'این پیام پاک شد',
  filter: 'کدام گفتگوها',
  filters: { all: 'همه', unread: 'نخوانده', people: 'افراد', groups: 'گروه‌ها' },
  noneHere: 'اینجا گفتگویی نیست.',
  folders: { requests: 'درخواست‌ها', archive: 'بایگانی' },
  acts: (name) => `گزینه‌های گفتگو با ${name}`,
  pin: 'سنجاق کردن',
  unpin: 'برداشتن سنجاق',
  mute: 'بی‌صدا کردن',
  muteHour: 'یک ساعت',
  muteWorkday: 'هشت ساعت',
  muteForEver: 'همیشه',
  unmute: 'باصدا کردن',
  toArchive: 'بایگانی کردن',
  fromArchive: 'خارج کردن از بایگانی',
  markRead: 'علامت‌گذاری به‌عنوان خوانده‌شده',
  markUnread: 'علامت‌گذاری به‌عنوان نخوانده',
  moveUp: 'بالاتر بردن',
  moveDown: 'پایین‌تر بردن',
  clear: 'پاک کردن تاریخچه',
  clearAsk: 'تاریخچه پاک شود؟',
  clearText: 'پیام‌های این گفتگو از همه‌ی دستگاه‌های شما پاک می‌شوند؛ دیگران پیام‌هایشان را دارند.',
  remove: 'حذف گفتگو',
  removeAsk: 'گفتگو حذف شود؟',
  removeText:
    'گفتگو و پیام‌هایش از همه‌ی دستگاه‌های شما حذف می‌شوند؛ با رسیدن پیام تازه، گفتگو دوباره پیدا می‌شود.',
  removeGroup: 'حذف از فهرست من',
  removeGroupAsk: (title) => `«${title}» فقط از فهرست شما حذف شود؟`,
  removeGroupText:
    'پیام‌های تا اینجا از دستگاه‌های شما حذف می‌شوند. عضو گروه می‌مانید، دیگران چیزی را از دست نمی‌دهند، و با رسیدن پیام تازه، گروه دوباره پیدا می‌شود.',
};

export const chatsEn: ChatTexts = {
  title: 'Chats',
  search: 'Search',
  saved: 'Saved messages',
  deletedAccount: 'Deleted account',
  group: 'Group',
  menu: 'Menu',
  myProfile: 'My profile',
  invite: 'Invite people',
  nightMode: 'Night mode',
  lightMode: 'Day mode',
  settings: 'Settings',
  newChat: 'New chat',
  draft: 'Draft:',
  you: 'You:',
  typing: 'typing…',
  noMessages: 'No messages yet',
  unread: (count) => (count === '1' ? '1 unread message' : `${count} unread messages`),
  emptyTitle: 'No chats yet',
  emptyText: 'Find someone by name, or send them your link.',
  invitedBy: (name) => `${name} invited you to this server. Start by writing to them.`,
  writeTo: (name) => `Write to ${name}`,
  emptyAdminText: 'Invite the people you know. Once they have registered, you can write to them.',
  findPeople: 'Find people',
  shareLink: 'Share my link',
  peopleField: 'Name or username',
  peopleHint: 'Type at least two characters of a name or username.',
  peopleNone: 'No one found with that name.',
  openFailed: 'Couldn’t open the chat.',
  request: 'Request',
  mentions: (count) => (count === '1' ? 'You were mentioned' : `You were mentioned ${count} times`),
  marked: 'Unread',
  muted: 'Muted',
  pinned: 'Pinned',
  deleted: 'This message was deleted',
  filter: 'Filter chats',
  filters: { all: 'All', unread: 'Unread', people: 'People', groups: 'Groups' },
  noneHere: 'No chats here.',
  folders: { requests: 'Requests', archive: 'Archive' },
  acts: (name) => `Options for the chat with ${name}`,
  pin: 'Pin',
  unpin: 'Unpin',
  mute: 'Mute',
  muteHour: 'For 1 hour',
  muteWorkday: 'For 8 hours',
  muteForEver: 'Forever',
  unmute: 'Unmute',
  toArchive: 'Archive',
  fromArchive: 'Unarchive',
  markRead: 'Mark as read',
  markUnread: 'Mark as unread',
  moveUp: 'Move up',
  moveDown: 'Move down',
  clear: 'Clear history',
  clearAsk: 'Clear history?',
  clearText: 'The messages in this chat are removed from all your devices. Others keep theirs.',
  remove: 'Delete chat',
  removeAsk: 'Delete chat?',
  removeText:
    'The chat and its messages are removed from all your devices. A new message brings the chat back.',
  removeGroup: 'Remove from my list',
  removeGroupAsk: (title) => `Remove “${title}” from your list only?`,
  removeGroupText:
    'The messages so far are removed from your devices. You stay a member, nobody else loses anything, and a new message brings the group back.',
};
