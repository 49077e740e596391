import type { SystemMessage } from '../../protocol/entities.ts';

export type ExportLanguage = 'fa' | 'en';

const fa = {
  title: 'گفتگوهای شما در پیام‌بر',
  about: (name: string, when: string) => `داده‌های ${name}، دریافت‌شده در ${when}`,
  saved: 'پیام‌های ذخیره‌شده',
  deletedAccount: 'حساب حذف‌شده',
  deleted: 'این پیام پاک شده است',
  edited: 'ویرایش‌شده',
  forwarded: 'هدایت‌شده',
  reply: 'پاسخ به پیام بالاتر',
  call: 'تماس صوتی',
  videoCall: 'تماس تصویری',
  sealed: 'پیام رمزشده‌ی نسخه‌ی قبلی',
  back: 'همه‌ی گفتگوها',
  empty: 'هنوز پیامی نیست',
  notes: {
    'group.created': 'گروه را ساخت',
    'title.changed': 'نام گروه را تغییر داد',
    'about.changed': 'توضیح گروه را تغییر داد',
    'avatar.changed': 'عکس گروه را تغییر داد',
    'rights.changed': 'اجازه‌های گروه را تغییر داد',
    'members.added': 'عضو تازه افزود',
    'member.joined': 'به گروه پیوست',
    'member.left': 'گروه را ترک کرد',
    'member.removed': 'عضوی را از گروه بیرون کرد',
    'role.changed': 'نقش عضوی را تغییر داد',
    'owner.changed': 'گروه را به دیگری سپرد',
    'message.pinned': 'پیامی را سنجاق کرد',
  } satisfies Record<SystemMessage['type'], string> as Record<SystemMessage['type'], string>,
};

type ReadableTexts = typeof fa;

const en: ReadableTexts = {
  title: 'Your chats in Payambar',
  about: (name, when) => `Data of ${name}, downloaded ${when}`,
  saved: 'Saved messages',
  deletedAccount: 'Deleted account',
  deleted: 'This message was deleted',
  edited: 'edited',
  forwarded: 'Forwarded',
  reply: 'Reply to the message above',
  call: 'Voice call',
  videoCall: 'Video call',
  sealed: 'Encrypted by the old version',
  back: 'All chats',
  empty: 'No messages yet',
  notes: {
    'group.created': 'created the group',
    'title.changed': 'changed the group’s name',
    'about.changed': 'changed the group’s description',
    'avatar.changed': 'changed the group’s picture',
    'rights.changed': 'changed the group’s permissions',
    'members.added': 'added members',
    'member.joined': 'joined the group',
    'member.left': 'left the group',
    'member.removed': 'removed a member',
    'role.changed': 'changed a member’s role',
    'owner.changed': 'handed over the group',
    'message.pinned': 'pinned a message',
  },
};

export const READABLE: Record<ExportLanguage, ReadableTexts> = { fa, en };
