/** What one does with messages: menu, reply, edit, reactions, pins, forward, info, formatting. */
export interface MessageActTexts {
  actions: string;
  reply: string;
  edit: string;
  forward: string;
  pin: string;
  unpin: string;
  select: string;
  delete: string;
  info: string;
  edited: string;
  deletedMessage: string;
  notLoaded: string;
  replyingTo(name: string): string;
  editing: string;
  save: string;
  cancel: string;
  forwardedFrom(name: string): string;
  forwarded: string;
  reactions: string;
  react(emoji: string): string;
  reaction(emoji: string, count: string): string;
  reactionLimit(count: string): string;
  deleteTitle(count: number, shown: string): string;
  deleteText: string;
  deleteForAllText: string;
  deleteForMe: string;
  deleteForAll: string;
  selected(count: string): string;
  selectionFull(count: string): string;
  endSelection: string;
  forwardTitle: string;
  forwardSearch: string;
  forwardNone: string;
  withoutAuthor: string;
  forwardTo(count: string): string;
  forwardDone: string;
  pinned: string;
  pinnedCount(count: string): string;
  allPins: string;
  noPins: string;
  infoTitle: string;
  infoReadBy: string;
  infoDelivered: string;
  infoWaiting: string;
  infoReactions: string;
  infoSent: string;
  infoEdited: string;
  longAgo: string;
  nobodyYet: string;
  hiddenText: string;
  closed: string;
  blocked: string;
  outside: string;
  selectMessage: string;
  deletedPerson: string;
}

export const messageActsFa: MessageActTexts = {
  actions: 'کارهای پیام',
  reply: 'پاسخ',
  edit: 'ویرایش',
  forward: 'بازفرستادن',
  pin: 'سنجاق کردن',
  unpin: 'برداشتن سنجاق',
  select: 'برگزیدن',
  delete: 'پاک کردن',
  info: 'درباره‌ی پیام',
  edited: 'ویراسته',
  deletedMessage: 'این پیام پاک شده است',
  notLoaded: 'این پیام هنوز بار نشده است',
  replyingTo: (name) => `پاسخ به ${name}`,
  editing: 'ویرایش پیام',
  save: 'ثبت ویرایش',
  cancel: 'انصراف',
  forwardedFrom: (name) => `بازفرستاده از ${name}`,
  forwarded: 'بازفرستاده',
  reactions: 'واکنش‌ها',
  react: (emoji) => `واکنش ${emoji}`,
  reaction: (emoji, count) => `${emoji}، ${count} نفر`,
  reactionLimit: (count) => `بر هر پیام تا ${count} واکنش می‌توان گذاشت.`,
  deleteTitle: (count, shown) => (count === 1 ? 'پاک کردن پیام؟' : `پاک کردن ${shown} پیام؟`),
  deleteText: 'از همه‌ی دستگاه‌های شما برداشته می‌شود و دیگران همچنان آن را می‌بینند.',
  deleteForAllText: 'برای همه پاک کنید تا هیچ‌کس دیگر نبیندش؛ بازگشتی در کار نیست.',
  deleteForMe: 'پاک کردن برای من',
  deleteForAll: 'پاک کردن برای همه',
  selected: (count) => `${count} پیام برگزیده`,
  selectionFull: (count) => `بیش از ${count} پیام را یک‌جا نمی‌توان برگزید.`,
  endSelection: 'پایان برگزیدن',
  forwardTitle: 'بازفرستادن به',
  forwardSearch: 'جست‌وجوی گفت‌وگو',
  forwardNone: 'گفت‌وگویی پیدا نشد',
  withoutAuthor: 'بدون نام نویسنده',
  forwardTo: (count) => `فرستادن به ${count} گفت‌وگو`,
  forwardDone: 'بازفرستاده شد.',
  pinned: 'پیام سنجاق‌شده',
  pinnedCount: (count) => `${count} پیام سنجاق‌شده`,
  allPins: 'همه‌ی پیام‌های سنجاق‌شده',
  noPins: 'پیام سنجاق‌شده‌ای نیست',
  infoTitle: 'درباره‌ی پیام',
  infoReadBy: 'خوانده‌اند',
  infoDelivered: 'به دستشان رسیده',
  infoWaiting: 'هنوز نرسیده',
  infoReactions: 'واکنش‌ها',
  infoSent: 'فرستاده شد',
  infoEdited: 'ویراسته شد',
  longAgo: 'بیش از یک هفته پیش',
  nobodyYet: 'هنوز هیچ‌کس',
  hiddenText: 'نوشته‌ی پوشیده؛ نمایش آن',
  closed: 'در این گروه تنها مدیران می‌نویسند.',
  blocked: 'این کاربر را مسدود کرده‌اید.',
  outside: 'دیگر عضو این گروه نیستید.',
  selectMessage: 'برگزیدن این پیام',
  deletedPerson: 'حساب پاک‌شده',
};

export const messageActsEn: MessageActTexts = {
  actions: 'Message actions',
  reply: 'Reply',
  edit: 'Edit',
  forward: 'Forward',
  pin: 'Pin',
  unpin: 'Unpin',
  select: 'Select',
  delete: 'Delete',
  info: 'Info',
  edited: 'edited',
  deletedMessage: 'This message was deleted',
  notLoaded: 'Message not loaded',
  replyingTo: (name) => `Reply to ${name}`,
  editing: 'Edit message',
  save: 'Save',
  cancel: 'Cancel',
  forwardedFrom: (name) => `Forwarded from ${name}`,
  forwarded: 'Forwarded',
  reactions: 'Reactions',
  react: (emoji) => `React with ${emoji}`,
  reaction: (emoji, count) => `${emoji}, ${count}`,
  reactionLimit: (count) => `A message takes up to ${count} reactions of yours.`,
  deleteTitle: (count, shown) => (count === 1 ? 'Delete message?' : `Delete ${shown} messages?`),
  deleteText: 'It goes from all your devices; the others still see it.',
  deleteForAllText: 'Delete for everyone and nobody sees it any more. There is no way back.',
  deleteForMe: 'Delete for me',
  deleteForAll: 'Delete for everyone',
  selected: (count) => `${count} selected`,
  selectionFull: (count) => `No more than ${count} messages can be selected at once.`,
  endSelection: 'Stop selecting',
  forwardTitle: 'Forward to',
  forwardSearch: 'Search chats',
  forwardNone: 'No chat found',
  withoutAuthor: 'Without the author’s name',
  forwardTo: (count) => (count === '1' ? 'Send to 1 chat' : `Send to ${count} chats`),
  forwardDone: 'Forwarded.',
  pinned: 'Pinned message',
  pinnedCount: (count) => `${count} pinned messages`,
  allPins: 'All pinned messages',
  noPins: 'No pinned messages',
  infoTitle: 'Message info',
  infoReadBy: 'Read by',
  infoDelivered: 'Delivered to',
  infoWaiting: 'Not delivered yet',
  infoReactions: 'Reactions',
  infoSent: 'Sent',
  infoEdited: 'Edited',
  longAgo: 'more than a week ago',
  nobodyYet: 'Nobody yet',
  hiddenText: 'Hidden text; show it',
  closed: 'Only admins write in this group.',
  blocked: 'You have blocked this person.',
  outside: 'You are no longer in this group.',
  selectMessage: 'Select this message',
  deletedPerson: 'Deleted account',
};
