/**
 * Says what happened in a group, about the person who did it. `who` may be "you"; Persian verbs then change: `you`.
 */
export interface SystemMessageTexts {
  created(who: string, you: boolean, title: string): string;
  title(who: string, you: boolean, title: string): string;
  about(who: string, you: boolean): string;
  avatar(who: string, you: boolean): string;
  avatarGone(who: string, you: boolean): string;
  rights(who: string, you: boolean): string;
  added(who: string, you: boolean, whom: string): string;
  joined(who: string, you: boolean): string;
  left(who: string, you: boolean): string;
  removed(who: string, you: boolean, whom: string): string;
  admin(who: string, you: boolean, whom: string): string;
  member(who: string, you: boolean, whom: string): string;
  owner(who: string, you: boolean, whom: string): string;
  pinned(who: string, you: boolean): string;
  /** Ends a list of names. */
  more(count: string): string;
  youObject: string;
}

/** The ending of a verb in the past: شما کردید، او کرد. */
const did = (stem: string, you: boolean) => (you ? `${stem}ید` : stem);

export const systemMessagesFa: SystemMessageTexts = {
  created: (who, you, title) => `${who} گروه «${title}» را ${did('ساخت', you)}`,
  title: (who, you, title) => `${who} نام گروه را به «${title}» تغییر ${did('داد', you)}`,
  about: (who, you) => `${who} توضیح گروه را تغییر ${did('داد', you)}`,
  avatar: (who, you) => `${who} عکس گروه را تغییر ${did('داد', you)}`,
  avatarGone: (who, you) => `${who} عکس گروه را حذف ${did('کرد', you)}`,
  rights: (who, you) => `${who} اجازه‌های گروه را تغییر ${did('داد', you)}`,
  added: (who, you, whom) => `${who} ${whom} را به گروه ${did('افزود', you)}`,
  joined: (who, you) => `${who} به گروه ${did('پیوست', you)}`,
  left: (who, you) => `${who} گروه را ترک ${did('کرد', you)}`,
  removed: (who, you, whom) => `${who} ${whom} را از گروه بیرون ${did('کرد', you)}`,
  admin: (who, you, whom) => `${who} ${whom} را مدیر ${did('کرد', you)}`,
  member: (who, you, whom) => `${who} ${whom} را از مدیریت برکنار ${did('کرد', you)}`,
  owner: (who, you, whom) => `${who} گروه را به ${whom} ${did('سپرد', you)}`,
  pinned: (who, you) => `${who} پیامی را سنجاق ${did('کرد', you)}`,
  more: (count) => `${count} نفر دیگر`,
  youObject: 'شما',
};

export const systemMessagesEn: SystemMessageTexts = {
  created: (who, _you, title) => `${who} created the group “${title}”`,
  title: (who, _you, title) => `${who} changed the group’s name to “${title}”`,
  about: (who) => `${who} changed the group’s description`,
  avatar: (who) => `${who} changed the group’s picture`,
  avatarGone: (who) => `${who} removed the group’s picture`,
  rights: (who) => `${who} changed the group’s permissions`,
  added: (who, _you, whom) => `${who} added ${whom}`,
  joined: (who) => `${who} joined the group`,
  left: (who) => `${who} left the group`,
  removed: (who, _you, whom) => `${who} removed ${whom}`,
  admin: (who, _you, whom) => `${who} made ${whom} an admin`,
  member: (who, _you, whom) => `${who} made ${whom} a member again`,
  owner: (who, _you, whom) => `${who} handed the group over to ${whom}`,
  pinned: (who) => `${who} pinned a message`,
  more: (count) => `${count} more`,
  youObject: 'you',
};
