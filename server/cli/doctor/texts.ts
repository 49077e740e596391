import type { TerminalLanguage } from '../texts.ts';

type Texts = {
  doctor: string;
  url: string;
  at: string;
  wait: string;
  looking: string;
  levels: Record<'ok' | 'warning' | 'fault', string>;
  sum(faults: string, warnings: string): string;
  sound: string;
  badUrl(given: string): string;
  badWait(given: string): string;
};

export const DOCTOR_TEXTS: Record<TerminalLanguage, Texts> = {
  en: {
    doctor: 'Check the machine, the data and the proxy, and say what to fix',
    url: 'Address at which people open the server (default: PUBLIC_URL)',
    at: 'Connect to this address instead of the name’s own, such as 127.0.0.1 or host:port',
    wait: 'Seconds to watch an idle connection (default: 35; 0: skip)',
    looking: 'Watching an idle connection',
    levels: { ok: 'ok     ', warning: 'warning', fault: 'FAULT  ' },
    sum: (faults, warnings) => `Faults: ${faults}, warnings: ${warnings}.`,
    sound: 'No problems found.',
    badUrl: (given) => `--url ${given} is not an address such as https://chat.example.com.`,
    badWait: (given) => `--wait ${given} is not a number of seconds from 0 to 300.`,
  },
  fa: {
    doctor: 'خرابی‌های دستگاه، داده و پراکسی را می‌یابد و می‌گوید چه باید کرد',
    url: 'نشانی‌ای که مردم سرور را با آن باز می‌کنند (وگرنه PUBLIC_URL)',
    at: 'به‌جای مقصد نام، به این نشانی وصل شود؛ مانند 127.0.0.1 یا host:port',
    wait: 'ثانیه‌هایی که اتصال بیکار زیر نظر است (پیش‌فرض: ۳۵؛ ‏۰: بررسی نشود)',
    looking: 'زیر نظر گرفتن اتصال بیکار',
    levels: { ok: 'درست ', warning: 'هشدار', fault: 'خراب ' },
    sum: (faults, warnings) => `${faults} خرابی، ${warnings} هشدار.`,
    sound: 'ایرادی پیدا نشد.',
    badUrl: (given) => `‎--url ${given} نشانی‌ای مانند https://chat.example.com نیست.`,
    badWait: (given) => `‎--wait ${given} تعداد ثانیه از ۰ تا ۳۰۰ نیست.`,
  },
};
