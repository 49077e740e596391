import type { FindingText } from './entry.ts';

/** The public address: whether it leads here, and its TLS. */
export const FRONT = {
  'url.unknown': {
    level: 'warning',
    en: [
      'No public address is known, so nothing of the proxy was looked at',
      'payambar doctor --url https://chat.example.com, or set PUBLIC_URL.',
    ],
    fa: [
      'نشانی عمومی معلوم نیست، پس پراکسی بررسی نشد',
      'payambar doctor --url https://chat.example.com، یا PUBLIC_URL را تنظیم کنید.',
    ],
  },
  'url.plain': {
    level: 'fault',
    en: [
      '{url} is plain HTTP: whoever is between reads passwords and messages; no offline use, no notifications',
      'Put Caddy or nginx before it (docs/proxies.md), or set TLS_CERT and TLS_KEY.',
    ],
    fa: [
      '{url} بدون TLS است: هر کس در میان راه باشد گذرواژه و پیام را می‌خواند؛ کار آفلاین و اعلان هم نیست',
      'Caddy یا nginx جلوی آن بگذارید (docs/proxies.md)، یا TLS_CERT و TLS_KEY را تنظیم کنید.',
    ],
  },
  'url.home': {
    level: 'warning',
    en: [
      '{url} is plain HTTP: at home it works, without offline use and notifications',
      'With a certificate all of it works: docs/proxies.md.',
    ],
    fa: [
      '{url} بدون TLS است: در خانه کار می‌کند، بدون کار آفلاین و اعلان',
      'با گواهی همه‌اش کار می‌کند: docs/proxies.md.',
    ],
  },
  'reach.ok': {
    level: 'ok',
    en: ['{url} leads to this server'],
    fa: ['{url} به همین سرور می‌رسد'],
  },
  'reach.failed': {
    level: 'fault',
    en: [
      '{url} does not answer from here: {reason}',
      'Is the proxy running, does the name lead to this machine, is the port open? Where this machine cannot reach its own public address: --at 127.0.0.1',
    ],
    fa: [
      '{url} از اینجا پاسخ نمی‌دهد: {reason}',
      'پراکسی اجرا می‌شود؟ نام به این دستگاه می‌رسد؟ پورت باز است؟ اگر دستگاه به نشانی عمومی خودش نمی‌رسد: ‎--at 127.0.0.1',
    ],
  },
  'reach.gateway': {
    level: 'fault',
    en: [
      'The proxy answers {status}: it does not reach the server',
      'Its target must be {target} (nginx: proxy_pass; Caddy: reverse_proxy).',
    ],
    fa: [
      'پراکسی {status} می‌دهد: به سرور نمی‌رسد',
      'مقصدش باید {target} باشد (nginx: ‏proxy_pass، ‏Caddy: ‏reverse_proxy).',
    ],
  },
  'reach.elsewhere': {
    level: 'fault',
    en: ['{url} leads on to {location}', 'Use that address: --url, and PUBLIC_URL.'],
    fa: ['{url} به {location} می‌فرستد', 'همان نشانی را به کار ببرید: ‎--url و PUBLIC_URL.'],
  },
  'reach.other': {
    level: 'fault',
    en: [
      '{url} answers {status}, but this server has not seen the request: somebody else answers there',
      'Check the name (DNS), the proxy’s server_name and its target {target}; a cache or a firewall of a CDN may answer too.',
    ],
    fa: [
      '{url} ‏{status} می‌دهد ولی این سرور درخواست را ندیده است: سرور دیگری آنجا پاسخ می‌دهد',
      'نام (DNS)، ‏server_name پراکسی و مقصدش {target} را ببینید؛ حافظه‌ی نهان یا دیوار آتش CDN هم شاید پاسخ دهد.',
    ],
  },
  'tls.ok': {
    level: 'ok',
    en: ['Certificate: for {host}, {days} days left'],
    fa: ['گواهی: برای {host}، ‏{days} روز مانده'],
  },
  'tls.expired': {
    level: 'fault',
    en: [
      'The certificate ended {days} days ago',
      'Renew it (certbot renew; Caddy does so itself) and reload the proxy; TLS_CERT is read again by itself.',
    ],
    fa: [
      'اعتبار گواهی {days} روز پیش تمام شده',
      'تمدیدش کنید (certbot renew؛ ‏Caddy خودش می‌کند) و پراکسی را reload کنید؛ TLS_CERT خودبه‌خود دوباره خوانده می‌شود.',
    ],
  },
  'tls.early': {
    level: 'fault',
    en: ['The certificate begins in {days} days', 'Is this machine’s clock right? (timedatectl)'],
    fa: ['اعتبار گواهی از {days} روز دیگر شروع می‌شود', 'ساعت این دستگاه درست است؟ (timedatectl)'],
  },
  'tls.soon': {
    level: 'warning',
    en: [
      'The certificate ends in {days} days',
      'Its renewal does not work: certbot renew --dry-run, or the log of Caddy, says why.',
    ],
    fa: [
      'اعتبار گواهی {days} روز دیگر تمام می‌شود',
      'تمدید آن کار نمی‌کند: certbot renew --dry-run یا گزارش Caddy می‌گوید چرا.',
    ],
  },
  'tls.name': {
    level: 'fault',
    en: [
      'The certificate is for {names}, not for {host}: browsers refuse it',
      'Get one for {host} (certbot -d {host}), or check server_name: the proxy may have chosen another site’s.',
    ],
    fa: [
      'گواهی برای {names} است نه برای {host}؛ مرورگرها آن را نمی‌پذیرند',
      'برای {host} گواهی بگیرید (certbot -d {host})، یا server_name را ببینید: شاید پراکسی گواهی سایت دیگری را داده.',
    ],
  },
  'tls.untrusted': {
    level: 'fault',
    en: [
      'No authority that is known here has signed the certificate ({reason})',
      'Serve the whole chain (fullchain.pem). An authority of your own must be installed on every device; here: SSL_CERT_FILE=ca.pem',
    ],
    fa: [
      'هیچ مرجع شناخته‌شده‌ای گواهی را امضا نکرده ({reason})',
      'همه‌ی زنجیره را بدهید (fullchain.pem). مرجع خودتان باید روی هر دستگاه نصب شود؛ اینجا: SSL_CERT_FILE=ca.pem',
    ],
  },
  'tls.failed': {
    level: 'fault',
    en: ['No TLS with {host}: {reason}', 'Does the proxy speak TLS on this port?'],
    fa: ['TLS با {host} برقرار نشد: {reason}', 'پراکسی روی این پورت TLS دارد؟'],
  },
  'hsts.ok': { level: 'ok', en: ['HSTS: said once'], fa: ['HSTS: یک بار گفته می‌شود'] },
  'hsts.none': {
    level: 'warning',
    en: [
      'Strict-Transport-Security is missing: the first visit may be without TLS',
      'Payambar sends it where it knows of TLS: pass X-Forwarded-Proto, and do not take the header out.',
    ],
    fa: [
      'Strict-Transport-Security نیست: بازدید ابتدا شاید بدون TLS باشد',
      'پیام‌بر هر جا از TLS بداند آن را می‌فرستد: X-Forwarded-Proto را بفرستید و سرآیند را برندارید.',
    ],
  },
  'hsts.twice': {
    level: 'warning',
    en: [
      'Strict-Transport-Security is sent twice, and only the first counts',
      'Take add_header (nginx) or header (Caddy) out: Payambar sends it.',
    ],
    fa: [
      'Strict-Transport-Security دو بار فرستاده می‌شود و فقط اولی به حساب می‌آید',
      'add_header ‏(nginx) یا header ‏(Caddy) را بردارید: پیام‌بر خودش می‌فرستد.',
    ],
  },
  'http2.ok': { level: 'ok', en: ['HTTP/2: offered'], fa: ['HTTP/2: هست'] },
  'http2.none': {
    level: 'warning',
    en: [
      'HTTP/2 is not offered: the app loads more slowly',
      'nginx: http2 on; (before 1.25.1: listen 443 ssl http2;) Caddy has it by itself.',
    ],
    fa: [
      'HTTP/2 نیست: برنامه کندتر باز می‌شود',
      'nginx: ‏http2 on;‎ (پیش از ۱٫۲۵٫۱: ‏listen 443 ssl http2;‎) ‏Caddy خودش دارد.',
    ],
  },
} as const satisfies Record<string, FindingText>;
