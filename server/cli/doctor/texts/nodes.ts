import type { FindingText } from './entry.ts';

/** Several nodes: the bus between them, and whether each hears the others. */
export const NODES = {
  'bus.ok': {
    level: 'ok',
    en: ['Bus: {kind} {version}, {ms} ms (the slowest of ten seconds {lag} ms)'],
    fa: ['گذرگاه: {kind} {version}، {ms} میلی‌ثانیه (کندترین در ده ثانیه {lag} میلی‌ثانیه)'],
  },
  'bus.slow': {
    level: 'warning',
    en: [
      'The bus ({kind} {version}) is slow: {lag} ms',
      'See the load of its machine; messages come to other nodes as late.',
    ],
    fa: [
      'گذرگاه ({kind} {version}) کند است: {lag} میلی‌ثانیه',
      'بار دستگاهش را ببینید؛ پیام‌ها با همین تأخیر به گره‌های دیگر می‌رسند.',
    ],
  },
  'bus.away': {
    level: 'fault',
    en: [
      'The bus ({kind}) does not answer: what is said at other nodes comes some seconds late',
      'Start it again. This node finds it by itself, and nothing is lost.',
    ],
    fa: [
      'گذرگاه ({kind}) پاسخ نمی‌دهد؛ آنچه در گره‌های دیگر گفته می‌شود چند ثانیه دیرتر می‌رسد',
      'دوباره اجرایش کنید. این گره خودش آن را پیدا می‌کند و چیزی از دست نمی‌رود.',
    ],
  },
  'bus.refused': {
    level: 'fault',
    en: ['The bus: {said}', 'Nothing has to be restarted afterwards: nodes find it by themselves.'],
    fa: ['گذرگاه: {said}', 'پس از آن راه‌اندازی دوباره لازم نیست؛ گره‌ها خودشان آن را پیدا می‌کنند.'],
  },
  'bus.evicts': {
    level: 'warning',
    en: [
      'Redis at {where} evicts keys when its memory is full',
      'Payambar keeps none there and goes on; it matters to what shares it. maxmemory-policy noeviction ends it.',
    ],
    fa: [
      'Redis در {where} وقتی حافظه‌اش پر شود کلیدها را دور می‌ریزد',
      'پیام‌بر کلیدی آنجا ندارد و به کارش ادامه می‌دهد؛ برای برنامه‌های دیگر مهم است. با maxmemory-policy noeviction تمام می‌شود.',
    ],
  },
  'nodes.ok': {
    level: 'ok',
    en: ['Nodes: {node} hears {others}; gaps repaired since its start: {gaps}'],
    fa: ['گره‌ها: {node} از {others} می‌شنود؛ جاافتادگی‌های جبران‌شده از آغاز: {gaps}'],
  },
  'nodes.alone': {
    level: 'ok',
    en: ['Nodes: {node} hears no other one'],
    fa: ['گره‌ها: {node} گره دیگری نمی‌شنود'],
  },
  'nodes.unheard': {
    level: 'fault',
    en: [
      '{others} serve the same database and are not heard on the bus',
      'Give all nodes the same REDIS_URL, or none of them one.',
    ],
    fa: [
      '{others} با همین پایگاه داده کار می‌کنند و در گذرگاه شنیده نمی‌شوند',
      'به همه‌ی گره‌ها یک REDIS_URL بدهید، یا به هیچ‌کدام.',
    ],
  },
  'queue.ok': {
    level: 'ok',
    en: ['Queue: RabbitMQ {version}, {ms} ms, {waiting} hints wait'],
    fa: ['صف: RabbitMQ {version}، {ms} میلی‌ثانیه، {waiting} خبر در صف'],
  },
  'queue.away': {
    level: 'warning',
    en: [
      'RabbitMQ at {where} does not answer: each node looks for its work by itself, and nothing is lost',
      'Start it again. This node finds it by itself.',
    ],
    fa: [
      'RabbitMQ در {where} پاسخ نمی‌دهد؛ هر گره خودش کارهایش را پیدا می‌کند و چیزی از دست نمی‌رود',
      'دوباره اجرایش کنید. این گره خودش آن را پیدا می‌کند.',
    ],
  },
  'queue.refused': {
    level: 'fault',
    en: [
      'Queue: {said}',
      'Until then each node looks for its work by itself. After a change of QUEUE_URL restart it.',
    ],
    fa: [
      'صف: {said}',
      'تا آن زمان هر گره خودش کارهایش را پیدا می‌کند. پس از تغییر QUEUE_URL آن را دوباره راه‌اندازی کنید.',
    ],
  },
  'nodes.clock': {
    level: 'warning',
    en: [
      'The clock of {who} is {seconds} s away from that of this node',
      'Set the clocks by NTP (systemd-timesyncd, chrony). Until then all nodes go by the clock of PostgreSQL; a bucket may refuse what such a node signs.',
    ],
    fa: [
      'ساعت {who} با ساعت این گره {seconds} ثانیه فاصله دارد',
      'ساعت‌ها را با NTP تنظیم کنید (systemd-timesyncd، chrony). تا آن زمان همه‌ی گره‌ها با ساعت PostgreSQL کار می‌کنند؛ شاید فضای S3 امضای چنین گره‌ای را نپذیرد.',
    ],
  },
} as const satisfies Record<string, FindingText>;
