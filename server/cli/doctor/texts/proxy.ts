import type { FindingText } from './entry.ts';

/** What a proxy does to requests and replies on their way. */
export const PROXY = {
  'scheme.ok': { level: 'ok', en: ['Scheme: arrives'], fa: ['scheme: می‌رسد'] },
  'scheme.wrong': {
    level: 'fault',
    en: [
      'The server takes {url} for plain HTTP: cookies are not secure, and requests of the page are refused',
      'nginx: proxy_set_header X-Forwarded-Proto $scheme; and TRUSTED_PROXIES must name the proxy ({peer}).',
    ],
    fa: [
      'سرور {url} را بدون TLS می‌داند: کوکی‌ها امن نیستند و درخواست‌های صفحه رد می‌شود',
      'nginx: ‏proxy_set_header X-Forwarded-Proto $scheme;‎ و TRUSTED_PROXIES باید پراکسی ({peer}) را نام ببرد.',
    ],
  },
  'host.ok': { level: 'ok', en: ['Host: arrives'], fa: ['Host: می‌رسد'] },
  'host.wrong': {
    level: 'fault',
    en: [
      'The server is told the name {seen} instead of {host}: requests of the page are refused as another site’s',
      'nginx: proxy_set_header Host $host; (with a port of your own: $http_host)',
    ],
    fa: [
      'به سرور به‌جای {host} نام {seen} گفته می‌شود: درخواست‌های صفحه چون از سایت دیگری رد می‌شود',
      'nginx: ‏proxy_set_header Host $host;‎ (با پورت دلخواه: ‎$http_host)',
    ],
  },
  'address.ok': {
    level: 'ok',
    en: ['Real address: arrives ({address})'],
    fa: ['نشانی واقعی: می‌رسد ({address})'],
  },
  'address.none': {
    level: 'fault',
    en: [
      'The real address does not arrive: all people are {peer} and share one allowance of sign-ins',
      'nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
    ],
    fa: [
      'نشانی واقعی نمی‌رسد: همه {peer} هستند و یک سهمیه‌ی ورود دارند',
      'nginx: ‏proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;‎',
    ],
  },
  'address.unbelieved': {
    level: 'fault',
    en: [
      'The proxy {proxy} is not trusted, so all people are {address} and share one allowance of sign-ins',
      'TRUSTED_PROXIES={trusted} in {settings}, then restart. A CDN: its ranges (docs/cdn.md).',
    ],
    fa: [
      'پراکسی {proxy} جزو معتمدها نیست، پس همه {address} هستند و یک سهمیه‌ی ورود دارند',
      'TRUSTED_PROXIES={trusted} در {settings}، سپس اجرای دوباره. برای CDN بازه‌هایش (docs/cdn.md).',
    ],
  },
  'address.cdn': {
    level: 'fault',
    en: [
      'The CDN says that you are {byCdn}, but the server takes you for {address}: all who come by that edge share one allowance',
      'TRUSTED_PROXIES must name the ranges of the CDN; nginx must append ($proxy_add_x_forwarded_for), Caddy needs them as trusted_proxies (docs/cdn.md).',
    ],
    fa: [
      'CDN می‌گوید شما {byCdn} هستید ولی سرور شما را {address} می‌داند: همه‌ی کسانی که از آن لبه می‌آیند یک سهمیه دارند',
      'TRUSTED_PROXIES باید بازه‌های CDN را نام ببرد؛ nginx باید بیفزاید (‎$proxy_add_x_forwarded_for)، ‏Caddy آن‌ها را در trusted_proxies می‌خواهد (docs/cdn.md).',
    ],
  },
  'address.forged': {
    level: 'fault',
    en: [
      'Anyone can choose an address: a made-up X-Forwarded-For was believed',
      'The proxy must add the address that it sees (nginx: $proxy_add_x_forwarded_for), and TRUSTED_PROXIES name proxies only.',
    ],
    fa: [
      'هر کس می‌تواند نشانی خود را انتخاب کند: X-Forwarded-For ساختگی پذیرفته شد',
      'پراکسی باید نشانی‌ای را که می‌بیند بیفزاید (nginx: ‏$proxy_add_x_forwarded_for) و TRUSTED_PROXIES فقط پراکسی‌ها را نام ببرد.',
    ],
  },
  'socket.ok': { level: 'ok', en: ['WebSocket: passes'], fa: ['WebSocket: عبور می‌کند'] },
  'socket.refused': {
    level: 'fault',
    en: [
      'No WebSocket passes: messages arrive late, by long-polls',
      'nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade; A CDN: switch WebSocket on.',
    ],
    fa: [
      'WebSocket عبور نمی‌کند: پیام‌ها دیر و با long-poll می‌رسد',
      'nginx: ‏proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade;‎ در CDN گزینه‌ی WebSocket را روشن کنید.',
    ],
  },
  'idle.ok': {
    level: 'ok',
    en: ['Time-outs: a quiet connection lived {seconds} seconds'],
    fa: ['مهلت‌ها: اتصال بیکار {seconds} ثانیه زنده ماند'],
  },
  'idle.cut': {
    level: 'fault',
    en: [
      'A quiet WebSocket is cut after {seconds} seconds; the server pings every 30',
      'nginx: proxy_read_timeout 120s; proxy_send_timeout 120s; — Caddy has no such limit.',
    ],
    fa: [
      'WebSocket بیکار پس از {seconds} ثانیه بریده می‌شود؛ سرور هر ۳۰ ثانیه ping می‌فرستد',
      'nginx: ‏proxy_read_timeout 120s; proxy_send_timeout 120s;‎ — Caddy چنین محدودیتی ندارد.',
    ],
  },
  'idle.poll': {
    level: 'fault',
    en: [
      'An answer that takes {asked} seconds is cut after {seconds}: long-polls take 25',
      'nginx: proxy_read_timeout 120s;',
    ],
    fa: [
      'پاسخی که {asked} ثانیه می‌کشد پس از {seconds} ثانیه بریده می‌شود؛ long-poll تا ۲۵ ثانیه است',
      'nginx: ‏proxy_read_timeout 120s;‎',
    ],
  },
  'body.ok': {
    level: 'ok',
    en: ['Body of 200 KB: passes'],
    fa: ['بدنه‌ی ۲۰۰ کیلوبایتی: عبور می‌کند'],
  },
  'body.cut': {
    level: 'fault',
    en: [
      'The proxy refuses a body of 200 KB ({status})',
      'nginx: client_max_body_size 0; the server has limits of its own. Caddy: take request_body out.',
    ],
    fa: [
      'پراکسی بدنه‌ی ۲۰۰ کیلوبایتی را نمی‌پذیرد ({status})',
      'nginx: ‏client_max_body_size 0;‎ سرور محدودیت‌های خودش را دارد. Caddy: ‏request_body را بردارید.',
    ],
  },
  'upload.ok': { level: 'ok', en: ['Uploads: streamed'], fa: ['بارگذاری: جریانی'] },
  'upload.held': {
    level: 'warning',
    en: [
      'The proxy keeps an upload until it is whole: files are written twice',
      'nginx: proxy_request_buffering off;',
    ],
    fa: [
      'پراکسی بارگذاری را تا پایان نگه می‌دارد: فایل‌ها دو بار نوشته می‌شوند',
      'nginx: ‏proxy_request_buffering off;‎',
    ],
  },
  'stream.ok': { level: 'ok', en: ['Answers: streamed'], fa: ['پاسخ‌ها: جریانی'] },
  'stream.held': {
    level: 'warning',
    en: [
      'The proxy keeps answers until they are whole',
      'nginx: proxy_buffering off; Caddy: flush_interval -1',
    ],
    fa: [
      'پراکسی پاسخ‌ها را تا پایان نگه می‌دارد',
      'nginx: ‏proxy_buffering off;‎ ‏Caddy: ‏flush_interval -1',
    ],
  },
  'cache.ok': {
    level: 'ok',
    en: ['/api and sw.js: not cached on the way'],
    fa: ['/api و sw.js: در راه نگه داشته نمی‌شود'],
  },
  'cache.kept': {
    level: 'fault',
    en: [
      '{path} comes from a cache on the way: people may get each other’s answers, or an old app',
      'Never cache {path}: nginx: proxy_cache off; proxy_ignore_headers must not name Cache-Control. A CDN: a rule that goes round its cache (docs/cdn.md).',
    ],
    fa: [
      '{path} از حافظه‌ی نهانی در راه می‌آید: شاید پاسخ یکی به دیگری برسد، یا برنامه قدیمی بماند',
      '{path} را هرگز نگه ندارید: nginx: ‏proxy_cache off;‎ و proxy_ignore_headers نباید Cache-Control را نام ببرد. در CDN قانون دور زدن حافظه (docs/cdn.md).',
    ],
  },
  'cache.control': {
    level: 'fault',
    en: [
      'Cache-Control of {path} arrives as “{got}” instead of “{sent}”: browsers keep what they must not',
      'nginx: take expires and add_header Cache-Control out; a CDN: “respect existing headers”.',
    ],
    fa: [
      'Cache-Control برای {path} به‌جای «{sent}» «{got}» می‌رسد: مرورگر آنچه نباید را نگه می‌دارد',
      'nginx: ‏expires و add_header Cache-Control را بردارید؛ CDN: «respect existing headers».',
    ],
  },
  'encoding.ok': {
    level: 'ok',
    en: ['Compression: left to the server'],
    fa: ['فشرده‌سازی: با سرور است'],
  },
  'encoding.lost': {
    level: 'fault',
    en: [
      'The app arrives uncompressed: the proxy takes Accept-Encoding out',
      'nginx: take proxy_set_header Accept-Encoding "" and gunzip out. Payambar has Brotli ready.',
    ],
    fa: [
      'برنامه فشرده نمی‌رسد: پراکسی Accept-Encoding را برمی‌دارد',
      'nginx: ‏proxy_set_header Accept-Encoding ""‎ و gunzip را بردارید. Brotli در پیام‌بر آماده است.',
    ],
  },
  'encoding.other': {
    level: 'warning',
    en: [
      'The proxy compresses the app itself ({got} instead of {sent}): larger, and work for nothing',
      'nginx: gzip off; Caddy: take encode out.',
    ],
    fa: [
      'پراکسی خودش برنامه را فشرده می‌کند ({got} به‌جای {sent}): بزرگ‌تر و کار بیهوده',
      'nginx: ‏gzip off;‎ ‏Caddy: ‏encode را بردارید.',
    ],
  },
  'encoding.api': {
    level: 'warning',
    en: [
      'The proxy compresses answers of /api ({got}), which are small and left as they are on purpose',
      'nginx: gzip off; Caddy: take encode out.',
    ],
    fa: [
      'پراکسی پاسخ‌های /api را فشرده می‌کند ({got}) که کوچک‌اند و به‌عمد فشرده نشده‌اند',
      'nginx: ‏gzip off;‎ ‏Caddy: ‏encode را بردارید.',
    ],
  },
  'encoding.changed': {
    level: 'fault',
    en: [
      'The page arrives changed: what is put in breaks the app, or its rules of content refuse it',
      'nginx: take sub_filter out; a CDN: switch off minifying, e-mail obfuscation and script loaders.',
    ],
    fa: [
      'صفحه دست‌خورده می‌رسد: آنچه در آن گذاشته می‌شود برنامه را می‌شکند یا پذیرفته نمی‌شود',
      'nginx: ‏sub_filter را بردارید؛ در CDN کوچک‌سازی، پنهان‌سازی ایمیل و بارگذار اسکریپت را خاموش کنید.',
    ],
  },
  'metrics.open': {
    level: 'fault',
    en: [
      '/metrics is open to the world: how many people there are, and when they talk',
      'The proxy must say for whom it asks (X-Forwarded-For), as in deploy/nginx.conf; then only this machine may look.',
    ],
    fa: [
      '/metrics به روی همه باز است: تعداد افراد و زمان گفتگویشان',
      'پراکسی باید بگوید برای چه کسی می‌پرسد (X-Forwarded-For)، مانند deploy/nginx.conf؛ آنگاه فقط همین دستگاه آن را می‌بیند.',
    ],
  },
  'headers.ok': { level: 'ok', en: ['Security headers: arrive'], fa: ['سرآیندهای امنیتی: می‌رسند'] },
  'headers.changed': {
    level: 'fault',
    en: [
      'Changed on the way: {names}',
      'nginx: take add_header and proxy_hide_header of these out; Caddy: header. Payambar sends what it needs.',
    ],
    fa: [
      'در راه تغییر کرده: {names}',
      'nginx: ‏add_header و proxy_hide_header این‌ها را بردارید؛ ‏Caddy: ‏header. پیام‌بر آنچه باید را می‌فرستد.',
    ],
  },
} as const satisfies Record<string, FindingText>;
