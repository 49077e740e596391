import { setting, whole } from './setting.ts';
import { choice, optionalSecret } from './values.ts';
import { addressList, portRange, rangeList, turnUrlList } from './values-turn.ts';

const ADDRESSES = {
  en: 'addresses such as 203.0.113.5 or 2001:db8::5, separated by commas, or nothing',
  fa: 'نشانی‌هایی مانند 203.0.113.5 یا 2001:db8::5، جداشده با ویرگول لاتین، یا خالی',
};

/** The relay of calls; the reasons are in docs/calls.md. */
export const TURN_SETTINGS = {
  turn: setting({
    env: 'TURN',
    fallback: 'off',
    allowed: { en: 'on, coturn or off', fa: 'on یا coturn یا off' },
    en: 'Relay of calls: this program’s own, or a coturn of yours that has the same TURN_SECRET',
    fa: 'رله‌ی تماس‌ها: رله‌ی همین برنامه، یا coturn خودتان با همان TURN_SECRET',
    parse: choice('on', 'coturn', 'off'),
  }),
  turnPort: setting({
    env: 'TURN_PORT',
    fallback: '3478',
    en: 'Port of the relay, by UDP and TCP',
    fa: 'پورت رله، با UDP و TCP',
    ...whole(1, 65_535),
  }),
  turnTlsPort: setting({
    env: 'TURN_TLS_PORT',
    fallback: '5349',
    en: 'Port of the relay by TLS, with the certificate of TLS_CERT',
    fa: 'پورت رله با TLS، با گواهی TLS_CERT',
    ...whole(1, 65_535),
  }),
  turnRelayPorts: setting({
    env: 'TURN_RELAY_PORTS',
    fallback: '61000-61999',
    allowed: {
      en: 'two ports with a hyphen between, from 1024 on',
      fa: 'دو پورت با خط تیره در میان، از ۱۰۲۴ به بالا',
    },
    en: 'UDP ports of the relayed calls, one for each device in a call',
    fa: 'پورت‌های UDP تماس‌های رله‌شده، یکی برای هر دستگاه در تماس',
    parse: portRange,
  }),
  turnHost: setting({
    env: 'TURN_HOST',
    fallback: '',
    allowed: {
      en: `${ADDRESSES.en} (then it is every address)`,
      fa: `${ADDRESSES.fa} (آنگاه هر نشانی)`,
    },
    en: 'Addresses of this machine that the relay listens on',
    fa: 'نشانی‌هایی از این دستگاه که رله روی آن‌ها گوش می‌دهد',
    parse: addressList,
  }),
  turnAddress: setting({
    env: 'TURN_ADDRESS',
    fallback: '',
    allowed: {
      en: `${ADDRESSES.en} (then those of the host of PUBLIC_URL)`,
      fa: `${ADDRESSES.fa} (آنگاه نشانی‌های میزبان PUBLIC_URL)`,
    },
    en: 'Addresses at which others reach the relay, one of IPv4 and one of IPv6',
    fa: 'نشانی‌هایی که دیگران با آن‌ها به رله می‌رسند، یکی IPv4 و یکی IPv6',
    parse: addressList,
  }),
  turnUrls: setting({
    env: 'TURN_URLS',
    fallback: '',
    allowed: {
      en: 'such as turn:turn.example.org:3478?transport=udp, separated by commas, or nothing (then they follow from PUBLIC_URL)',
      fa: 'مانند turn:turn.example.org:3478?transport=udp، جداشده با ویرگول لاتین، یا خالی (آنگاه از PUBLIC_URL می‌آید)',
    },
    en: 'Where devices find the relay',
    fa: 'جایی که دستگاه‌ها رله را پیدا می‌کنند',
    parse: turnUrlList,
  }),
  turnSecret: setting({
    env: 'TURN_SECRET',
    fallback: '',
    allowed: {
      en: 'at least 32 characters, or nothing (then it follows from the secret of the server)',
      fa: 'دست‌کم ۳۲ نویسه، یا خالی (آنگاه از کلید محرمانه‌ی سرور می‌آید)',
    },
    en: 'Secret of the credentials for the relay; coturn calls it static-auth-secret',
    fa: 'کلید محرمانه‌ی اعتبارنامه‌های رله؛ coturn آن را static-auth-secret می‌نامد',
    parse: optionalSecret,
  }),
  turnAllowPeers: setting({
    env: 'TURN_ALLOW_PEERS',
    fallback: '',
    allowed: {
      en: 'addresses and ranges such as 192.168.1.0/24, separated by commas, or nothing',
      fa: 'نشانی‌ها و بازه‌هایی مانند 192.168.1.0/24، جداشده با ویرگول لاتین، یا خالی',
    },
    en: 'Private addresses that the relay may send to, for a server of one network only',
    fa: 'نشانی‌های خصوصی‌ای که رله می‌تواند به آن‌ها بفرستد، فقط برای سروری که در یک شبکه است',
    parse: rangeList,
  }),
  turnUserAllocations: setting({
    env: 'TURN_USER_ALLOCATIONS',
    fallback: '64',
    en: 'Relay ports that one person may hold; a browser takes several for each call',
    fa: 'تعداد پورت‌های رله که هر فرد می‌تواند داشته باشد؛ مرورگر برای هر تماس چند تا می‌گیرد',
    ...whole(1, 10_000),
  }),
  turnKbits: setting({
    env: 'TURN_KBITS',
    fallback: '4000',
    en: 'Kilobits a second that one relay port may pass, both ways together',
    fa: 'کیلوبیت بر ثانیه‌ای که هر پورت رله می‌گذراند، رفت و برگشت با هم',
    ...whole(8, 1_000_000),
  }),
};
