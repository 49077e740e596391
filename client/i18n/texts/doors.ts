import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

/** The pages behind one-time links: first start, invitation, new password. Loaded with the screens that say it. */
interface DoorTexts {
  step(now: string, all: string): string;
  setupTitle: string;
  setupText: string;
  adminTitle: string;
  adminText: string;
  serverTitle: string;
  serverName: string;
  serverNameHint: string;
  whoTitle: string;
  next: string;
  back: string;
  finish: string;
  finishing: string;
  setupDead: string;
  setupDeadText: string;
  setupMissing: string;
  setupMissingText: string;
  setupHint: string;
  setupClosed: string;
  setupHintMore: string;
  setUp: string;
  firstPeople: string;
  firstPeopleText: string;
  toChats: string;
  toAdmin: string;

  invited(server: string): string;
  invitedBy(name: string, server: string): string;
  inviteDead: string;
  inviteDeadText: string;
  code: string;
  codeHint: string;
  codeWrong: string;
  checkCode: string;
  already(name: string): string;
  signInInstead: string;

  resetTitle: string;
  resetFor(username: string): string;
  resetSave: string;
  resetDead: string;
  resetDeadText: string;
  endedElsewhere: string;
  groupLink: string;
  groupLinkBy(name: string): string;
  groupPeople(count: string): string;
  groupSignIn: string;
  groupDead: string;
  groupInvite: string;
  groupInviteBy(name: string): string;
  /** At an address where something waits that another app has shared. */
  shareSignIn: string;
  profileSignIn(username: string): string;
  forgotten: string;
  forgottenText: string;
}

const fa: DoorTexts = {
  step: (now, all) => `مرحله‌ی ${now} از ${all}`,
  setupTitle: 'راه‌اندازی سرور',
  setupText: 'سرور شما آماده است و هنوز کسی در آن نیست. با سه مرحله‌ی کوتاه شروع کنید.',
  adminTitle: 'شما',
  adminText: 'اولین حساب، حساب مدیر سرور است.',
  serverTitle: 'نام و رنگ سرور',
  serverName: 'نام سرور',
  serverNameHint: 'هر کس که وارد می‌شود آن را می‌بیند؛ مانند «خانواده‌ی کیانی»',
  whoTitle: 'چه کسی می‌تواند عضو شود',
  next: 'ادامه',
  back: 'بازگشت',
  finish: 'شروع',
  finishing: 'در حال ساختن…',
  setupDead: 'این پیوند دیگر کار نمی‌کند',
  setupDeadText:
    'یا قبلاً استفاده شده یا مهلتش تمام شده است. مدیر دستگاه با این فرمان پیوند تازه می‌گیرد:',
  setupMissing: 'پیوند راه‌اندازی را باز کنید',
  setupMissingText:
    'سرور هنگام اجرا پیوندی یک‌بارمصرف نشان داده است. پیوند تازه با این فرمان ساخته می‌شود:',
  setupHint: 'این سرور تازه است و هنوز مدیر ندارد.',
  setupClosed: 'تا وقتی راه‌اندازی نشده، کسی بدون دعوت نمی‌تواند ثبت‌نام کند.',
  setupHintMore:
    'سرور خودتان است؟ پیوند راه‌اندازی هنگام اجرای سرور نشان داده شده است. پیوند تازه با این فرمان ساخته می‌شود:',
  setUp: 'سرور آماده است',
  firstPeople: 'اولین نفرات را دعوت کنید',
  firstPeopleText:
    'با این پیوند تا ده نفر، تا یک هفته، می‌توانند حساب بسازند. آن را فقط به کسانی بدهید که می‌شناسید.',
  toChats: 'رفتن به گفتگوها',
  toAdmin: 'مدیریت سرور',

  invited: (server) => `شما به «${server}» دعوت شده‌اید.`,
  invitedBy: (name, server) => `${name} شما را به «${server}» دعوت کرده است.`,
  inviteDead: 'این دعوت دیگر کار نمی‌کند',
  inviteDeadText:
    'یا قبلاً استفاده شده، یا مهلتش تمام شده، یا باطل شده است. از کسی که آن را فرستاده دعوت تازه بخواهید.',
  code: 'پیوند یا کد دعوت',
  codeHint: 'برای ثبت‌نام در این سرور باید یکی از کاربران آن دعوتتان کند.',
  codeWrong: 'پیوند یا کد دعوت درست نیست.',
  checkCode: 'ادامه',
  already: (name) => `شما با نام ${name} وارد شده‌اید و به دعوت نیازی ندارید.`,
  signInInstead: 'حساب دارم',

  resetTitle: 'گذرواژه‌ی تازه',
  resetFor: (username) =>
    `گذرواژه‌ی تازه‌ی ${username} را انتخاب کنید. از همه‌ی دستگاه‌ها خارج می‌شوید.`,
  resetSave: 'ذخیره و ورود',
  resetDead: 'این پیوند دیگر کار نمی‌کند',
  resetDeadText: 'یا قبلاً استفاده شده یا مهلتش تمام شده است. از مدیر سرور پیوند تازه بخواهید.',
  endedElsewhere:
    'نشست این دستگاه پایان یافته است: یا مدیر سرور آن را بسته، یا خودتان از دستگاهی دیگر.',
  groupLink: 'این پیوند شما را به این گروه دعوت می‌کند.',
  groupLinkBy: (name) => `${name} شما را به این گروه دعوت کرده است.`,
  groupPeople: (count) => `${count} عضو دارد.`,
  groupSignIn: 'برای پیوستن وارد شوید یا ثبت‌نام کنید.',
  groupDead:
    'پیوند گروه دیگر کار نمی‌کند: یا مهلتش تمام شده، یا استفاده شده، یا باطل شده است. از کسی که آن را فرستاده پیوند تازه بخواهید.',
  groupInvite:
    'برای ثبت‌نام در این سرور دعوت لازم است. از کسی که این پیوند را فرستاده، دعوت به سرور هم بخواهید.',
  groupInviteBy: (name) =>
    `برای ثبت‌نام در این سرور دعوت لازم است. از ${name} دعوت به سرور هم بخواهید.`,
  shareSignIn: 'برای ارسال آنچه به اشتراک گذاشتید وارد شوید. تا آن وقت در این دستگاه می‌ماند.',
  profileSignIn: (username) => `برای دیدن نمایه‌ی ${username} وارد شوید یا ثبت‌نام کنید.`,
  forgotten: 'گذرواژه را فراموش کرده‌اید؟',
  forgottenText:
    'مدیر این سرور می‌تواند برایتان پیوندی بسازد که با آن گذرواژه‌ی تازه‌ای انتخاب می‌کنید. پیام‌هایتان سر جایشان می‌ماند. اگر دستگاهی دارید که هنوز وارد است، آنجا بمانید تا پیوند برسد.',
};

const en: DoorTexts = {
  step: (now, all) => `Step ${now} of ${all}`,
  setupTitle: 'Set up the server',
  setupText:
    'Your server is running and nobody has an account yet. Three short steps and you’re in.',
  adminTitle: 'You',
  adminText: 'The first account becomes the administrator.',
  serverTitle: 'Server name and colour',
  serverName: 'Server name',
  serverNameHint: 'Everyone who signs in sees it, for example “The Kiani family”',
  whoTitle: 'Who can join',
  next: 'Next',
  back: 'Back',
  finish: 'Start',
  finishing: 'Setting up…',
  setupDead: 'This link no longer works',
  setupDeadText:
    'It has already been used, or it has expired. Whoever runs the machine can get a new one with this command:',
  setupMissing: 'Open the set-up link',
  setupMissingText:
    'The server printed a one-time link when it started. This command makes a new one:',
  setupHint: 'This server is new and has no administrator yet.',
  setupClosed: 'Until it is set up, nobody can register without an invitation.',
  setupHintMore:
    'Is it yours? The server printed a set-up link when it started. This command makes a new one:',
  setUp: 'The server is ready',
  firstPeople: 'Invite the first people',
  firstPeopleText:
    'Up to ten people can create an account with this link within a week. Share it only with people you know.',
  toChats: 'Go to the chats',
  toAdmin: 'Server administration',

  invited: (server) => `You are invited to “${server}”.`,
  invitedBy: (name, server) => `${name} invited you to “${server}”.`,
  inviteDead: 'This invitation no longer works',
  inviteDeadText: 'It has expired, been used, or been revoked. Ask whoever sent it for a new one.',
  code: 'Invite link or code',
  codeHint: 'To register here, you need an invitation from someone who has an account.',
  codeWrong: 'That isn’t a valid invite link or code.',
  checkCode: 'Next',
  already: (name) => `You’re already signed in as ${name}, so you don’t need an invitation.`,
  signInInstead: 'I have an account',

  resetTitle: 'New password',
  resetFor: (username) =>
    `Choose a new password for ${username}. You’ll be signed out on all devices.`,
  resetSave: 'Save and sign in',
  resetDead: 'This link no longer works',
  resetDeadText:
    'It has already been used, or it has expired. Ask the server’s administrator for a new one.',
  endedElsewhere:
    'You were signed out on this device, either by the server’s administrator or by you on another device.',
  groupLink: 'This link invites you to this group.',
  groupLinkBy: (name) => `${name} invites you to this group.`,
  groupPeople: (count) => (count === '1' ? 'It has 1 member.' : `It has ${count} members.`),
  groupSignIn: 'Sign in or register to join.',
  groupDead:
    'The link into the group no longer works. It has expired, been used, or been revoked. Ask whoever sent it for a new one.',
  groupInvite:
    'You need an invitation to register on this server. Ask whoever sent you this link for one.',
  groupInviteBy: (name) =>
    `You need an invitation to register on this server. Ask ${name} for one.`,
  shareSignIn: 'Sign in to send what you shared. Until then it stays on this device.',
  profileSignIn: (username) => `Sign in or register to see the profile of ${username}.`,
  forgotten: 'Forgot your password?',
  forgottenText:
    'Whoever runs this server can make you a link that lets you choose a new one. Your messages stay as they are. If you are still signed in on another device, stay signed in there until the link has come.',
};

export const DOOR_TEXTS = isolateBoth({ fa, en });
/** Works as `t()`, for what is not in the first load. */
export const door = (): DoorTexts => DOOR_TEXTS[language()];
