import type { LocalizedText } from '../../../db/engine/user-error.ts';

type Trouble = (where: string, what: string) => LocalizedText;

/** Of what QUEUE_URL names. The address is shown, the password never. */
export const QUEUE_TROUBLE = {
  unreachable: (where, code) => ({
    en: `RabbitMQ at ${where} does not answer (${code}). Start it, or mend QUEUE_URL: amqp://user:password@host:5672/vhost, with TLS amqps://…`,
    fa: `RabbitMQ در ${where} پاسخ نمی‌دهد (${code}). آن را اجرا کنید، یا QUEUE_URL را درست کنید: amqp://user:password@host:5672/vhost، و با TLS به شکل amqps://…`,
  }),
  certificate: (where, code) => ({
    en: `The certificate of RabbitMQ at ${where} is not trusted (${code}). Give the authority that signed it in NODE_EXTRA_CA_CERTS, and use the name that stands in it.`,
    fa: `گواهی RabbitMQ در ${where} پذیرفته نیست (${code}). مرجع امضاکننده را در NODE_EXTRA_CA_CERTS بدهید و نامی را به کار ببرید که در گواهی آمده است.`,
  }),
  password: (where, said) => ({
    en: `RabbitMQ at ${where} refuses the user or the password of QUEUE_URL (${said}). They belong before the @: amqp://user:password@host:5672/vhost. The user guest is let in from its own machine only.`,
    fa: `RabbitMQ در ${where} کاربر یا گذرواژه‌ی QUEUE_URL را نمی‌پذیرد (${said}). جای آن‌ها پیش از @ است: amqp://user:password@host:5672/vhost. کاربر guest فقط از همان دستگاه پذیرفته می‌شود.`,
  }),
  vhost: (where, said) => ({
    en: `RabbitMQ at ${where} does not open the virtual host of QUEUE_URL (${said}). It is what follows the port: amqp://user:password@host:5672/vhost. Make it (rabbitmqctl add_vhost) and let the user in (rabbitmqctl set_permissions).`,
    fa: `RabbitMQ در ${where} میزبان مجازی (vhost) نشانی QUEUE_URL را باز نمی‌کند (${said}). جای آن پس از پورت است: amqp://user:password@host:5672/vhost. آن را بسازید (rabbitmqctl add_vhost) و به کاربر اجازه بدهید (rabbitmqctl set_permissions).`,
  }),
  closed: (where, said) => ({
    en: `RabbitMQ at ${where} has ended a connection or a queue (${said}). Both are made anew by themselves.`,
    fa: `RabbitMQ در ${where} اتصال یا صفی را بسته است (${said}). هر دو خودبه‌خود از نو ساخته می‌شوند.`,
  }),
  refused: (where, said) => ({
    en: `RabbitMQ at ${where} refuses to serve (${said}). It has to be 3.10 or newer, and its user needs to configure, write and read payambar.*.`,
    fa: `RabbitMQ در ${where} کار نمی‌کند (${said}). نسخه‌ی آن باید ۳٫۱۰ یا تازه‌تر باشد و کاربرش باید اجازه‌ی configure و write و read روی payambar.* داشته باشد.`,
  }),
} satisfies Record<string, Trouble>;
