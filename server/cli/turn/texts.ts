import type { LocalizedText } from '../../../db/engine/user-error.ts';
import type { TerminalLanguage } from '../texts.ts';

type Texts = { turn: string; coturn: string };

export const TURN_TEXTS: Record<TerminalLanguage, Texts> = {
  en: {
    turn: 'Run the relay of calls alone; with TURN=on the server does it by itself',
    coturn: 'Print a configuration for coturn in place of it, for turnserver.conf',
  },
  fa: {
    turn: 'اجرای رله‌ی تماس‌ها به‌تنهایی؛ با TURN=on خود سرور این کار را می‌کند',
    coturn: 'چاپ پیکربندی coturn به‌جای آن، برای turnserver.conf',
  },
};

export const NO_SECRET: LocalizedText = {
  en: 'The relay and the server must share a secret. Set TURN_SECRET for both, at least 32 characters.',
  fa: 'رله و سرور باید یک کلید محرمانه‌ی مشترک داشته باشند. TURN_SECRET را برای هر دو تعیین کنید، دست‌کم ۳۲ نویسه.',
};

export const NO_ADDRESS: LocalizedText = {
  en: 'The relay does not know its address. Set TURN_ADDRESS to the address at which others reach this machine.',
  fa: 'رله نشانی خود را نمی‌داند. TURN_ADDRESS را برابر نشانی‌ای بگذارید که دیگران با آن به این دستگاه می‌رسند.',
};

export const taken = (port: number, code: string): LocalizedText => ({
  en: `The relay cannot listen on port ${port} (${code}). Set another TURN_PORT or TURN_TLS_PORT, or end what listens there.`,
  fa: `رله نمی‌تواند روی پورت ${port} گوش بدهد (${code}). TURN_PORT یا TURN_TLS_PORT دیگری تعیین کنید، یا آنچه را آنجا گوش می‌دهد متوقف کنید.`,
});
