import { existsSync } from 'node:fs';
import { layoutOf } from '../install/layout.ts';
import type { TerminalLanguage } from '../texts.ts';
import { systemdRuns } from './systemd.ts';

/** What a person does to the server of this machine; `{start}` and the like in a sentence stand for it. */
type ServiceWords = Record<'start' | 'stop' | 'restart' | 'log' | 'limits' | 'settings', string>;

const UNIT: ServiceWords = {
  start: 'systemctl start payambar',
  stop: 'systemctl stop payambar',
  restart: 'systemctl restart payambar',
  log: 'journalctl -u payambar',
  limits: 'LimitNOFILE=65536 (systemctl edit payambar)',
  settings: '/etc/payambar/payambar.env',
};

const BY_HAND: Record<TerminalLanguage, ServiceWords> = {
  en: {
    start: 'payambar serve',
    stop: 'Ctrl+C where it was started, or docker stop',
    restart: 'stop it, then start it again',
    log: 'its log',
    limits: 'ulimit -n 65536 before the start, or ulimits in compose.yaml',
    settings: 'the settings file',
  },
  fa: {
    start: 'payambar serve',
    stop: 'Ctrl+C در همان ترمینال، یا docker stop',
    restart: 'متوقفش کنید و دوباره اجرا کنید',
    log: 'گزارش آن',
    limits: '\u200eulimit -n 65536\u200e پیش از اجرا، یا ulimits در compose.yaml',
    settings: 'فایل تنظیمات',
  },
};

/** systemctl where its service is installed; advice to type it elsewhere would only fail. */
export const serviceWords = (language: TerminalLanguage): ServiceWords =>
  systemdRuns() && existsSync(layoutOf('/').unit) ? UNIT : BY_HAND[language];
