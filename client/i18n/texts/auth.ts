import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

interface AuthTexts {
  welcome: string;
  tagline: string;
  signIn: string;
  register: string;
  username: string;
  usernameHint: string;
  password: string;
  passwordHint: string;
  displayName: string;
  displayNameHint: string;
  showPassword: string;
  hidePassword: string;
  busySignIn: string;
  busyRegister: string;
  closed: string;
  invite: string;
  server(name: string): string;
  language: string;
}

const fa: AuthTexts = {
  welcome: 'به پیام‌بر خوش آمدید',
  tagline: 'پیام‌رسانی از آنِ خودتان',
  signIn: 'ورود',
  register: 'ثبت‌نام',
  username: 'نام کاربری',
  usernameHint: 'حروف کوچک انگلیسی، عدد، نقطه و خط زیر (_)؛ ۳ تا ۳۲ نویسه',
  password: 'گذرواژه',
  passwordHint: 'دست‌کم ۸ نویسه',
  displayName: 'نام',
  displayNameHint: 'همان‌طور که دیگران می‌بینند، به هر زبانی',
  showPassword: 'نمایش گذرواژه',
  hidePassword: 'پنهان کردن گذرواژه',
  busySignIn: 'در حال ورود…',
  busyRegister: 'در حال ثبت‌نام…',
  closed: 'ثبت‌نام در این سرور بسته است. اگر حساب دارید، وارد شوید.',
  invite: 'ثبت‌نام در این سرور فقط با دعوت ممکن است.',
  server: (name) => `سرور: ${name}`,
  language: 'English',
};

const en: AuthTexts = {
  welcome: 'Welcome to Payambar',
  tagline: 'A messenger of your own',
  signIn: 'Sign in',
  register: 'Register',
  username: 'Username',
  usernameHint: '3 to 32 characters: lowercase English letters, digits, dots and underscores',
  password: 'Password',
  passwordHint: 'At least 8 characters',
  displayName: 'Name',
  displayNameHint: 'How others see you, in any language',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  busySignIn: 'Signing in…',
  busyRegister: 'Registering…',
  closed: 'Registration is closed on this server. If you have an account, sign in.',
  invite: 'You need an invitation to register on this server.',
  server: (name) => `Server: ${name}`,
  language: 'فارسی',
};

const AUTH_TEXTS = isolateBoth({ fa, en });
/** As `t()`, for what is not in the first load. */
export const authWords = (): AuthTexts => AUTH_TEXTS[language()];
