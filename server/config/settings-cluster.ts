import { setting, whole } from './setting.ts';
import { choice } from './values.ts';
import { databaseUrl, nodeName, queueUrl, redisUrl } from './values-cluster.ts';

/** Of several nodes that serve together. */
export const CLUSTER_SETTINGS = {
  databaseUrl: setting({
    env: 'DATABASE_URL',
    fallback: '',
    allowed: {
      en: 'postgres://user:password@host:5432/name, or nothing (then SQLite in DATA_DIR)',
      fa: 'postgres://user:password@host:5432/name، یا خالی (آنگاه SQLite در DATA_DIR)',
    },
    en: 'PostgreSQL (15 or newer) that holds the data in place of SQLite',
    fa: 'سرور PostgreSQL (نسخه‌ی ۱۵ یا تازه‌تر) که به‌جای SQLite داده‌ها را نگه می‌دارد',
    parse: databaseUrl,
  }),
  databaseConnections: setting({
    env: 'DATABASE_CONNECTIONS',
    fallback: '8',
    en: 'Connections of one node that read from PostgreSQL; up to seven more write, watch and hold locks',
    fa: 'تعداد اتصال‌هایی که هر گره با آن‌ها از PostgreSQL می‌خواند؛ تا هفت اتصال دیگر برای نوشتن، پایش و قفل‌ها است',
    ...whole(1, 200),
  }),
  databasePrepare: setting({
    env: 'DB_PREPARE',
    fallback: 'on',
    allowed: {
      en: 'on, or off behind pgbouncer in transaction mode',
      fa: 'on، یا پشت pgbouncer در حالت transaction مقدار off',
    },
    en: 'Whether PostgreSQL keeps prepared statements for each connection',
    fa: 'آیا PostgreSQL دستورهای آماده‌شده‌ی هر اتصال را نگه می‌دارد',
    parse: choice('on', 'off'),
  }),
  redisUrl: setting({
    env: 'REDIS_URL',
    fallback: '',
    allowed: {
      en: 'redis://:password@host:6379, with TLS rediss://…, or nothing',
      fa: 'redis://:password@host:6379، با TLS به شکل rediss://…، یا خالی',
    },
    en: 'Redis or Valkey that carries what nodes say to each other',
    fa: 'سرور Redis یا Valkey که گفته‌های گره‌ها را به هم می‌رساند',
    parse: redisUrl,
  }),
  queueUrl: setting({
    env: 'QUEUE_URL',
    fallback: '',
    allowed: {
      en: 'amqp://user:password@host:5672/vhost, with TLS amqps://…, or nothing',
      fa: 'amqp://user:password@host:5672/vhost، با TLS به شکل amqps://…، یا خالی',
    },
    en: 'RabbitMQ (3.10 or newer) that hands out to the nodes what is to be done after a commit',
    fa: 'سرور RabbitMQ (نسخه‌ی ۳٫۱۰ یا تازه‌تر) که کارهای پس از هر ثبت را میان گره‌ها پخش می‌کند',
    parse: queueUrl,
  }),
  databaseDirectUrl: setting({
    env: 'DATABASE_DIRECT_URL',
    fallback: '',
    allowed: {
      en: 'postgres://user:password@host:5432/name, or nothing',
      fa: 'postgres://user:password@host:5432/name، یا خالی',
    },
    en: 'PostgreSQL itself, by which nodes without Redis hear each other, where the database is behind a pooler',
    fa: 'خود PostgreSQL، که گره‌ها بدون Redis از راه آن با هم حرف می‌زنند، اگر پایگاه داده پشت پولر است',
    parse: databaseUrl,
  }),
  nodeName: setting({
    env: 'NODE_NAME',
    fallback: '',
    allowed: {
      en: '1 to 64 letters, digits, dots and hyphens, or nothing (then the name of the machine and the port)',
      fa: '۱ تا ۶۴ حرف لاتین، رقم، نقطه و خط تیره، یا خالی (آنگاه نام دستگاه و پورت)',
    },
    en: 'What this node is called among several',
    fa: 'نام این گره در میان چند گره',
    parse: nodeName,
  }),
};
