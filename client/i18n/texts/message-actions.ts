/** What one does with messages: menu, reply, edit, reactions, pins, formatting. Dialogs: message-dialogs.ts. */
export interface MessageActionTexts {
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
  /** Names oneself when one replies to oneself. */
  yourself: string;
  editing: string;
  save: string;
  cancel: string;
  forwardedFrom(name: string): string;
  forwarded: string;
  reactions: string;
  react(emoji: string): string;
  reaction(emoji: string, count: string): string;
  reactionLimit(count: string): string;
  selected(count: string): string;
  selectionFull(count: string): string;
  endSelection: string;
  forwardDone: string;
  show: string;
  copyLink: string;
  linkCopied: string;
  undo: string;
  undoLate: string;
  deleteDone(count: number, shown: string): string;
  selectMessages: string;
  selectHint: string;
  pinned: string;
  pinnedCount(count: string): string;
  allPins: string;
  noPins: string;
  hiddenText: string;
  closed: string;
  blocked: string;
  outside: string;
  selectMessage: string;
  deletedPerson: string;
}

export const messageActionsFa: MessageActionTexts = {
  actions: 'گزینه‌های پیام',
  reply: 'پاسخ',
  edit: 'ویرایش',
  forward: 'هدایت',
  pin: 'سنجاق کردن',
  unpin: 'برداشتن سنجاق',
  select: 'انتخاب',
  delete: 'پاک کردن',
  info: 'درباره‌ی پیام',
  edited: 'ویرایش‌شده',
  deletedMessage: 'این پیام پاک شده است',
  notLoaded: 'این پیام هنوز بارگذاری نشده است',
  replyingTo: (name) => `پاسخ به ${name}`,
  yourself: 'خودتان',
  editing: 'ویرایش پیام',
  save: 'ثبت ویرایش',
  cancel: 'انصراف',
  forwardedFrom: (name) => `هدایت‌شده از ${name}`,
  forwarded: 'هدایت‌شده',
  reactions: 'واکنش‌ها',
  react: (emoji) => `واکنش ${emoji}`,
  reaction: (emoji, count) => `${emoji}، ${count} نفر`,
  reactionLimit: (count) => `برای هر پیام تا ${count} واکنش می‌توان گذاشت.`,
  selected: (count) => `${count} پیام انتخاب شده`,
  selectionFull: (count) => `بیش از ${count} پیام را نمی‌توان با هم انتخاب کرد.`,
  endSelection: 'پایان انتخاب',
  forwardDone: 'هدایت شد.',
  show: 'نمایش',
  copyLink: 'کپی پیوند',
  linkCopied: 'پیوند پیام کپی شد. فقط اعضای گفتگو می‌توانند بازش کنند.',
  undo: 'برگرداندن',
  undoLate: 'دیگر نمی‌شود آن را برگرداند.',
  deleteDone: (count, shown) => (count === 1 ? 'پیام پاک شد.' : `${shown} پیام پاک شد.`),
  selectMessages: 'انتخاب پیام‌ها',
  selectHint: 'پیام‌ها را انتخاب کنید',
  pinned: 'پیام سنجاق‌شده',
  pinnedCount: (count) => `${count} پیام سنجاق‌شده`,
  allPins: 'همه‌ی پیام‌های سنجاق‌شده',
  noPins: 'پیام سنجاق‌شده‌ای نیست',
  hiddenText: 'متن پنهان؛ نمایش آن',
  closed: 'در این گروه فقط مدیران می‌توانند پیام بفرستند.',
  blocked: 'این کاربر را مسدود کرده‌اید.',
  outside: 'دیگر عضو این گروه نیستید.',
  selectMessage: 'انتخاب این پیام',
  deletedPerson: 'حساب حذف‌شده',
};

export const messageActionsEn: MessageActionTexts = {
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
  notLoaded: 'This message isn’t loaded yet',
  replyingTo: (name) => `Reply to ${name}`,
  yourself: 'yourself',
  editing: 'Edit message',
  save: 'Save',
  cancel: 'Cancel',
  forwardedFrom: (name) => `Forwarded from ${name}`,
  forwarded: 'Forwarded',
  reactions: 'Reactions',
  react: (emoji) => `React with ${emoji}`,
  reaction: (emoji, count) => `${emoji}, ${count}`,
  reactionLimit: (count) => `You can add up to ${count} reactions to a message.`,
  selected: (count) => `${count} selected`,
  selectionFull: (count) => `You can select up to ${count} messages at once.`,
  endSelection: 'Stop selecting',
  forwardDone: 'Forwarded.',
  show: 'Show',
  copyLink: 'Copy link',
  linkCopied: 'Link copied. Only members of the chat can open it.',
  undo: 'Undo',
  undoLate: 'It’s too late to undo this.',
  deleteDone: (count, shown) => (count === 1 ? 'Message deleted.' : `${shown} messages deleted.`),
  selectMessages: 'Select messages',
  selectHint: 'Choose messages',
  pinned: 'Pinned message',
  pinnedCount: (count) => `${count} pinned messages`,
  allPins: 'All pinned messages',
  noPins: 'No pinned messages',
  hiddenText: 'Hidden text, press to show',
  closed: 'Only admins can send messages in this group.',
  blocked: 'You blocked this person.',
  outside: 'You are no longer in this group.',
  selectMessage: 'Select this message',
  deletedPerson: 'Deleted account',
};
