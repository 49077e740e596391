import archive from 'lucide-static/icons/archive.svg' with { type: 'text' };
import arrowDown from 'lucide-static/icons/arrow-down.svg' with { type: 'text' };
import back from 'lucide-static/icons/arrow-right.svg' with { type: 'text' };
import arrowUp from 'lucide-static/icons/arrow-up.svg' with { type: 'text' };
import mention from 'lucide-static/icons/at-sign.svg' with { type: 'text' };
import block from 'lucide-static/icons/ban.svg' with { type: 'text' };
import bell from 'lucide-static/icons/bell.svg' with { type: 'text' };
import bellOff from 'lucide-static/icons/bell-off.svg' with { type: 'text' };
import saved from 'lucide-static/icons/bookmark.svg' with { type: 'text' };
import calendar from 'lucide-static/icons/calendar.svg' with { type: 'text' };
import check from 'lucide-static/icons/check.svg' with { type: 'text' };
import checkCheck from 'lucide-static/icons/check-check.svg' with { type: 'text' };
import chevronDown from 'lucide-static/icons/chevron-down.svg' with { type: 'text' };
import next from 'lucide-static/icons/chevron-left.svg' with { type: 'text' };
import previous from 'lucide-static/icons/chevron-right.svg' with { type: 'text' };
import alert from 'lucide-static/icons/circle-alert.svg' with { type: 'text' };
import select from 'lucide-static/icons/circle-check.svg' with { type: 'text' };
import clock from 'lucide-static/icons/clock.svg' with { type: 'text' };
import copy from 'lucide-static/icons/copy.svg' with { type: 'text' };
import download from 'lucide-static/icons/download.svg' with { type: 'text' };
import more from 'lucide-static/icons/ellipsis-vertical.svg' with { type: 'text' };
import erase from 'lucide-static/icons/eraser.svg' with { type: 'text' };
import eye from 'lucide-static/icons/eye.svg' with { type: 'text' };
import eyeOff from 'lucide-static/icons/eye-off.svg' with { type: 'text' };
import forward from 'lucide-static/icons/forward.svg' with { type: 'text' };
import info from 'lucide-static/icons/info.svg' with { type: 'text' };
import key from 'lucide-static/icons/key-round.svg' with { type: 'text' };
import language from 'lucide-static/icons/languages.svg' with { type: 'text' };
import link from 'lucide-static/icons/link.svg' with { type: 'text' };
import list from 'lucide-static/icons/list.svg' with { type: 'text' };
import logOut from 'lucide-static/icons/log-out.svg' with { type: 'text' };
import mail from 'lucide-static/icons/mail.svg' with { type: 'text' };
import menu from 'lucide-static/icons/menu.svg' with { type: 'text' };
import chat from 'lucide-static/icons/message-circle.svg' with { type: 'text' };
import device from 'lucide-static/icons/monitor-smartphone.svg' with { type: 'text' };
import moon from 'lucide-static/icons/moon.svg' with { type: 'text' };
import palette from 'lucide-static/icons/palette.svg' with { type: 'text' };
import attach from 'lucide-static/icons/paperclip.svg' with { type: 'text' };
import pencil from 'lucide-static/icons/pencil.svg' with { type: 'text' };
import pin from 'lucide-static/icons/pin.svg' with { type: 'text' };
import pinOff from 'lucide-static/icons/pin-off.svg' with { type: 'text' };
import qr from 'lucide-static/icons/qr-code.svg' with { type: 'text' };
import reply from 'lucide-static/icons/reply.svg' with { type: 'text' };
import retry from 'lucide-static/icons/rotate-cw.svg' with { type: 'text' };
import search from 'lucide-static/icons/search.svg' with { type: 'text' };
import send from 'lucide-static/icons/send-horizontal.svg' with { type: 'text' };
import settings from 'lucide-static/icons/settings.svg' with { type: 'text' };
import shareIos from 'lucide-static/icons/share.svg' with { type: 'text' };
import share from 'lucide-static/icons/share-2.svg' with { type: 'text' };
import shield from 'lucide-static/icons/shield-check.svg' with { type: 'text' };
import smile from 'lucide-static/icons/smile.svg' with { type: 'text' };
import compose from 'lucide-static/icons/square-pen.svg' with { type: 'text' };
import add from 'lucide-static/icons/square-plus.svg' with { type: 'text' };
import sun from 'lucide-static/icons/sun.svg' with { type: 'text' };
import system from 'lucide-static/icons/sun-moon.svg' with { type: 'text' };
import trash from 'lucide-static/icons/trash-2.svg' with { type: 'text' };
import user from 'lucide-static/icons/user-round.svg' with { type: 'text' };
import userPlus from 'lucide-static/icons/user-round-plus.svg' with { type: 'text' };
import users from 'lucide-static/icons/users-round.svg' with { type: 'text' };
import offline from 'lucide-static/icons/wifi-off.svg' with { type: 'text' };
import close from 'lucide-static/icons/x.svg' with { type: 'text' };

/** Only the icons that are used are imported, so only those are shipped. */
export const ICONS = {
  add,
  alert,
  archive,
  attach,
  arrowDown,
  arrowUp,
  back,
  bell,
  bellOff,
  block,
  calendar,
  chat,
  check,
  checkCheck,
  chevronDown,
  clock,
  close,
  compose,
  copy,
  device,
  download,
  erase,
  eye,
  eyeOff,
  forward,
  info,
  key,
  language,
  link,
  list,
  logOut,
  mail,
  mention,
  menu,
  moon,
  more,
  next,
  offline,
  palette,
  pencil,
  pin,
  pinOff,
  previous,
  qr,
  reply,
  retry,
  saved,
  search,
  select,
  send,
  settings,
  share,
  shareIos,
  shield,
  smile,
  sun,
  system,
  trash,
  user,
  userPlus,
  users,
} as const;

export type IconName = keyof typeof ICONS;

/** These are drawn for right-to-left, and mirrored in left-to-right. */
export const MIRRORED_IN_LTR: ReadonlySet<IconName> = new Set(['back', 'next', 'previous']);
/** Their makers drew these for left-to-right, so they are mirrored in right-to-left. */
export const MIRRORED_IN_RTL: ReadonlySet<IconName> = new Set([
  'send',
  'logOut',
  'search',
  'reply',
  'forward',
]);
