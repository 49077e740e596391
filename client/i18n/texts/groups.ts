import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

/** Groups: their making, their page, their links. Counts and dates come in the language's digits. */
export interface GroupTexts {
  newGroup: string;
  titleField: string;
  aboutField: string;
  create: string;
  chosen(count: string): string;
  take(name: string): string;
  info: string;
  people(count: string): string;
  /** Says how many messages there are, and the day of the first. */
  messages(count: string, day: string): string;
  /** Says the same where more were not counted. */
  messagesAtLeast(count: string, day: string): string;
  noMessages: string;
  /** Says how many of them are online now. */
  online(count: string): string;
  /** Says how many ask to join. */
  waiting(count: string): string;
  roles: { owner: string; admin: string; member: string };
  you: string;
  memberField: string;
  more: string;
  noMembers: string;
  actsOf(name: string): string;
  add: string;
  addCount(count: string): string;
  remove: string;
  removeAsk(name: string): string;
  makeAdmin: string;
  takeAdmin: string;
  handOver: string;
  handOverAsk(name: string): string;
  handOverText: string;
  edit: string;
  rights: string;
  rightsHint: string;
  right: { write: string; addPeople: string; changeInfo: string; pin: string };
  leave: string;
  leaveAsk(title: string): string;
  leaveText: string;
  ownerLeaves: string;
  delete: string;
  deleteAsk(title: string): string;
  deleteText: string;
  /** Said to a person who was a member. */
  taken: { deleted(title: string): string; removed(title: string): string };
  open: string;
  missingTitle: string;
  missingText: string;
  invites: string;
  newInvite: string;
  makeInvite: string;
  noInvites: string;
  expiry: string;
  expiries: { hour: string; day: string; week: string; never: string };
  uses: string;
  usesAny: string;
  usesOf(count: string): string;
  usesLeft(count: string): string;
  used(count: string): string;
  until(when: string): string;
  forEver: string;
  approval: string;
  approvalMark: string;
  accounts: string;
  accountsFree: string;
  /** Said to a person who may invite so many people. */
  accountsOne(left: string): string;
  accountsMark: string;
  accountsOver: string;
  copyLink: string;
  qr: string;
  qrOf(title: string): string;
  qrHint: string;
  shareLink: string;
  revoke: string;
  revokeAsk: string;
  revokeText: string;
  requests(count: string): string;
  accept: string;
  acceptOf(name: string): string;
  refuse: string;
  refuseOf(name: string): string;
  joinTitle: string;
  join: string;
  askToJoin: string;
  joinApproval: string;
  asked: string;
  askedText: string;
  alreadyIn: string;
  linkDeadTitle: string;
  linkDeadText: string;
}

const fa: GroupTexts = {
  newGroup: 'گروه تازه',
  titleField: 'نام گروه',
  aboutField: 'درباره‌ی گروه',
  create: 'ساختن گروه',
  chosen: (count) => `${count} نفر انتخاب شده‌اند`,
  take: (name) => `حذف ${name}`,
  info: 'درباره‌ی گروه',
  people: (count) => `${count} عضو`,
  messages: (count, day) => `${count} پیام از ${day}`,
  messagesAtLeast: (count, day) => `دست‌کم ${count} پیام از ${day}`,
  noMessages: 'بدون پیام',
  online: (count) => `${count} آنلاین`,
  waiting: (count) => `${count} درخواست عضویت`,
  roles: { owner: 'مالک گروه', admin: 'مدیر', member: 'عضو' },
  you: 'شما',
  memberField: 'جستجوی اعضا',
  more: 'نمایش بیشتر',
  noMembers: 'عضوی با این نام نیست.',
  actsOf: (name) => `گزینه‌های ${name}`,
  add: 'افزودن عضو',
  addCount: (count) => `افزودن ${count} نفر`,
  remove: 'بیرون کردن',
  removeAsk: (name) => `${name} بیرون شود؟`,
  makeAdmin: 'مدیر کردن',
  takeAdmin: 'برکناری از مدیریت',
  handOver: 'سپردن گروه',
  handOverAsk: (name) => `گروه به ${name} سپرده شود؟`,
  handOverText:
    'از آن پس او مالک گروه است و شما مدیر آن می‌مانید. این کار را فقط او می‌تواند برگرداند.',
  edit: 'ویرایش نام و توضیح',
  rights: 'اجازه‌های اعضا',
  rightsHint: 'مالک و مدیران گروه همیشه همه‌ی این اجازه‌ها را دارند.',
  right: {
    write: 'ارسال پیام',
    addPeople: 'افزودن عضو',
    changeInfo: 'تغییر نام و توضیح',
    pin: 'سنجاق کردن پیام',
  },
  leave: 'ترک گروه',
  leaveAsk: (title) => `«${title}» را ترک می‌کنید؟`,
  leaveText: 'گروه از فهرست شما حذف می‌شود و پیام‌های تازه‌اش دیگر به شما نمی‌رسد.',
  ownerLeaves: 'شما مالک این گروه هستید. ابتدا از فهرست اعضا، گروه را به کسی بسپارید.',
  delete: 'حذف گروه برای همه',
  deleteAsk: (title) => `گروه «${title}» برای همه حذف شود؟`,
  deleteText: 'همه‌ی پیام‌ها و فایل‌های گروه برای همه‌ی اعضا پاک می‌شود و این کار برگشت‌پذیر نیست.',
  taken: {
    deleted: (title) => `مالک گروه «${title}» آن را برای همه حذف کرد.`,
    removed: (title) => `شما را از گروه «${title}» بیرون کردند.`,
  },
  open: 'رفتن به گروه',
  missingTitle: 'این گروه پیدا نشد',
  missingText: 'شاید پیوند کامل نباشد، یا دیگر عضو این گروه نباشید.',
  invites: 'پیوندهای دعوت',
  newInvite: 'پیوند تازه',
  makeInvite: 'ساختن پیوند',
  noInvites: 'با پیوند دعوت، هر کس آن را داشته باشد می‌تواند به گروه بپیوندد.',
  expiry: 'مهلت',
  expiries: { hour: 'یک ساعت', day: 'یک روز', week: 'یک هفته', never: 'بدون مهلت' },
  uses: 'برای چند نفر',
  usesAny: 'هر تعداد',
  usesOf: (count) => `${count} نفر`,
  usesLeft: (count) => `${count} نفر دیگر`,
  used: (count) => `${count} نفر عضو شده‌اند`,
  until: (when) => `تا ${when}`,
  forEver: 'بدون مهلت',
  approval: 'عضویت با تأیید مدیر',
  approvalMark: 'با تأیید مدیر',
  accounts: 'برای کسانی که اینجا حساب ندارند هم',
  accountsFree: 'هر کس این پیوند را داشته باشد می‌تواند در این سرور حساب بسازد و به گروه بپیوندد.',
  accountsOne: (left) =>
    `با این پیوند یک نفر می‌تواند حساب بسازد و به گروه بپیوندد. ${left} نفر دیگر را می‌توانید به سرور دعوت کنید.`,
  accountsMark: 'با ساختن حساب',
  accountsOver: 'دیگر با آن حسابی ساخته نمی‌شود',
  copyLink: 'کپی پیوند',
  qr: 'کد QR',
  qrOf: (title) => `کد QR دعوت به ${title}`,
  qrHint: 'با دوربین گوشی بخوانید تا صفحه‌ی عضویت باز شود.',
  shareLink: 'اشتراک‌گذاری پیوند',
  revoke: 'باطل کردن',
  revokeAsk: 'این پیوند باطل شود؟',
  revokeText: 'دیگر کسی با آن عضو نمی‌شود؛ کسانی که عضو شده‌اند می‌مانند.',
  requests: (count) => `درخواست‌های عضویت (${count})`,
  accept: 'پذیرفتن',
  acceptOf: (name) => `پذیرفتن ${name}`,
  refuse: 'رد کردن',
  refuseOf: (name) => `رد کردن ${name}`,
  joinTitle: 'دعوت به گروه',
  join: 'پیوستن به گروه',
  askToJoin: 'درخواست عضویت',
  joinApproval: 'یکی از مدیران باید عضویت شما را تأیید کند.',
  asked: 'درخواست شما ارسال شد',
  askedText: 'همین که مدیری عضویتتان را تأیید کند، گروه در فهرست گفتگوهایتان پیدا می‌شود.',
  alreadyIn: 'شما عضو این گروه هستید.',
  linkDeadTitle: 'این پیوند کار نمی‌کند',
  linkDeadText: 'شاید مهلتش تمام شده، پر شده، یا باطل شده باشد. از فرستنده پیوند تازه‌ای بخواهید.',
};

const en: GroupTexts = {
  newGroup: 'New group',
  titleField: 'Group name',
  aboutField: 'About the group',
  create: 'Create group',
  chosen: (count) => `${count} selected`,
  take: (name) => `Remove ${name}`,
  info: 'Group info',
  people: (count) => (count === '1' ? '1 member' : `${count} members`),
  messages: (count, day) =>
    count === '1' ? `1 message since ${day}` : `${count} messages since ${day}`,
  messagesAtLeast: (count, day) => `At least ${count} messages since ${day}`,
  noMessages: 'No messages',
  online: (count) => `${count} online`,
  waiting: (count) => (count === '1' ? '1 request to join' : `${count} requests to join`),
  roles: { owner: 'Owner', admin: 'Admin', member: 'Member' },
  you: 'You',
  memberField: 'Search members',
  more: 'Show more',
  noMembers: 'No members with that name.',
  actsOf: (name) => `Options for ${name}`,
  add: 'Add people',
  addCount: (count) => `Add ${count}`,
  remove: 'Remove',
  removeAsk: (name) => `Remove ${name}?`,
  makeAdmin: 'Make admin',
  takeAdmin: 'Remove as admin',
  handOver: 'Hand over group',
  handOverAsk: (name) => `Hand over the group to ${name}?`,
  handOverText: 'They become the owner and you stay an admin. Only they can undo this.',
  edit: 'Edit name and description',
  rights: 'Member permissions',
  rightsHint: 'The owner and admins always have all of these.',
  right: {
    write: 'Send messages',
    addPeople: 'Add people',
    changeInfo: 'Change name and description',
    pin: 'Pin messages',
  },
  leave: 'Leave group',
  leaveAsk: (title) => `Leave “${title}”?`,
  leaveText: 'The group is removed from your list, and you no longer get its messages.',
  ownerLeaves: 'You own this group. First hand it over to someone in the member list.',
  delete: 'Delete group for everybody',
  deleteAsk: (title) => `Delete “${title}” for everybody?`,
  deleteText:
    'All messages and files of the group are deleted for all its members. This cannot be undone.',
  taken: {
    deleted: (title) => `The owner deleted the group “${title}” for everybody.`,
    removed: (title) => `You were removed from the group “${title}”.`,
  },
  open: 'Open the group',
  missingTitle: 'This group was not found',
  missingText: 'The link may be incomplete, or you are no longer a member.',
  invites: 'Invite links',
  newInvite: 'New link',
  makeInvite: 'Create link',
  noInvites: 'Anyone with an invite link can join the group.',
  expiry: 'Expires after',
  expiries: { hour: 'One hour', day: 'One day', week: 'One week', never: 'Never' },
  uses: 'For how many',
  usesAny: 'Any number',
  usesOf: (count) => (count === '1' ? '1 person' : `${count} people`),
  usesLeft: (count) => `${count} more can join`,
  used: (count) => `${count} joined`,
  until: (when) => `until ${when}`,
  forEver: 'no expiry',
  approval: 'Admins approve new members',
  approvalMark: 'Approval needed',
  accounts: 'Also for people without an account here',
  accountsFree: 'Anyone with this link can create an account on this server and join the group.',
  accountsOne: (left) =>
    `With this link one person can create an account and join the group. You can invite ${left} more to the server.`,
  accountsMark: 'can create an account',
  accountsOver: 'no longer creates accounts',
  copyLink: 'Copy link',
  qr: 'QR code',
  qrOf: (title) => `QR code of the invitation to ${title}`,
  qrHint: 'Scan it with a phone’s camera to open the page for joining.',
  shareLink: 'Share link',
  revoke: 'Revoke',
  revokeAsk: 'Revoke this link?',
  revokeText: 'Nobody can join with it any more. Those who joined stay.',
  requests: (count) => `Requests to join (${count})`,
  accept: 'Accept',
  acceptOf: (name) => `Accept ${name}`,
  refuse: 'Refuse',
  refuseOf: (name) => `Refuse ${name}`,
  joinTitle: 'Invitation to a group',
  join: 'Join group',
  askToJoin: 'Ask to join',
  joinApproval: 'An admin has to approve you.',
  asked: 'Your request was sent',
  askedText: 'When an admin approves you, the group appears in your chats.',
  alreadyIn: 'You’re a member of this group.',
  linkDeadTitle: 'This link doesn’t work',
  linkDeadText: 'It may have expired, been used up, or been revoked. Ask for a new one.',
};

export const GROUP_TEXTS = isolateBoth({ fa, en });
/** Works as `t()`, for what is not in the first load. */
export const groupWords = (): GroupTexts => GROUP_TEXTS[language()];
