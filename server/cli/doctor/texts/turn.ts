import type { FindingText } from './entry.ts';

/** The relay of calls (TURN). */
export const TURN = {
  'turn.ok': {
    level: 'ok',
    en: ['Relay of calls: {url} gives a relay port, {ms} ms'],
    fa: ['رله‌ی تماس‌ها: ‏{url} پورت رله می‌دهد، {ms} میلی‌ثانیه'],
  },
  'turn.silent': {
    level: 'warning',
    en: [
      'The relay of calls does not answer at {url} ({code})',
      'Open that port in the firewall, here and at the provider (docs/calls.md). Devices use the other ways meanwhile.',
    ],
    fa: [
      'رله‌ی تماس‌ها در {url} پاسخ نمی‌دهد ({code})',
      'این پورت را در دیوار آتش باز کنید، هم اینجا و هم نزد ارائه‌دهنده (docs/calls.md). تا آن زمان دستگاه‌ها از راه‌های دیگر می‌روند.',
    ],
  },
  'turn.refused': {
    level: 'fault',
    en: [
      'The relay of calls refuses at {url} (error {error})',
      'After 401 it does not have the secret of the server: TURN_SECRET. After 508 no port of TURN_RELAY_PORTS is free.',
    ],
    fa: [
      'رله‌ی تماس‌ها در {url} نمی‌پذیرد (خطای {error})',
      'با ۴۰۱ کلید محرمانه‌ی سرور را ندارد: TURN_SECRET. با ۵۰۸ هیچ پورتی از TURN_RELAY_PORTS آزاد نیست.',
    ],
  },
  'turn.down': {
    level: 'fault',
    en: [
      'The relay of calls does not run (started again {restarts} times)',
      'The log of the server says why: journalctl -u payambar. Most often TURN_PORT belongs to another program.',
    ],
    fa: [
      'رله‌ی تماس‌ها در حال اجرا نیست ({restarts} بار دوباره اجرا شد)',
      'گزارش سرور می‌گوید چرا: journalctl -u payambar. بیشتر وقت‌ها TURN_PORT از آنِ برنامه‌ی دیگری است.',
    ],
  },
  'turn.nowhere': {
    level: 'fault',
    en: [
      'Nobody is told where the relay of calls is',
      'Set PUBLIC_URL, or TURN_URLS=turn:chat.example.org:3478?transport=udp',
    ],
    fa: [
      'به هیچ‌کس گفته نمی‌شود رله‌ی تماس‌ها کجاست',
      'PUBLIC_URL را تعیین کنید، یا TURN_URLS=turn:chat.example.org:3478?transport=udp',
    ],
  },
  'turn.buffer': {
    level: 'warning',
    en: [
      'The kernel keeps no more than {kb} KB of packets for the relay: a busy machine loses some of a call',
      'sysctl -w net.core.rmem_max=4194304, and the same line in /etc/sysctl.d/60-payambar.conf',
    ],
    fa: [
      'هسته برای رله بیش از {kb} کیلوبایت بسته نگه نمی‌دارد: دستگاه پرکار بخشی از تماس را از دست می‌دهد',
      'sysctl -w net.core.rmem_max=4194304، و همین سطر در /etc/sysctl.d/60-payambar.conf',
    ],
  },
} as const satisfies Record<string, FindingText>;
