import { type LocalizedText, UserFacingError } from '../../db/engine/user-error.ts';

/** Why this node may not serve beside others. */
export class ClusterError extends UserFacingError {}

type Trouble = (where: string, what: string) => LocalizedText;

/** Of what REDIS_URL names. The address is shown, the password never. */
export const REDIS_TROUBLE = {
  unreachable: (where, code) => ({
    en: `Redis at ${where} does not answer (${code}). Start it, or mend REDIS_URL: redis://:password@host:6379, with TLS rediss://…`,
    fa: `Redis در ${where} پاسخ نمی‌دهد (${code}). آن را اجرا کنید، یا REDIS_URL را درست کنید: redis://:password@host:6379، و با TLS به شکل rediss://…`,
  }),
  certificate: (where, code) => ({
    en: `The certificate of Redis at ${where} is not trusted (${code}). Give the authority that signed it in NODE_EXTRA_CA_CERTS, and use the name that stands in it.`,
    fa: `گواهی Redis در ${where} پذیرفته نیست (${code}). مرجع امضاکننده را در NODE_EXTRA_CA_CERTS بدهید و نامی را به کار ببرید که در گواهی آمده است.`,
  }),
  password: (where, line) => ({
    en: `Redis at ${where} refuses the password of REDIS_URL (${line}). It belongs before the @: redis://:password@host:6379`,
    fa: `Redis در ${where} گذرواژه‌ی REDIS_URL را نمی‌پذیرد (${line}). جای آن پیش از @ است: redis://:password@host:6379`,
  }),
  refused: (where, line) => ({
    en: `Redis at ${where} refuses to serve (${line}). The user of REDIS_URL needs INFO, PUBLISH and SUBSCRIBE.`,
    fa: `Redis در ${where} کار نمی‌کند (${line}). کاربر REDIS_URL به INFO و PUBLISH و SUBSCRIBE نیاز دارد.`,
  }),
  replica: (where, primary) => ({
    en: `Redis at ${where} is a replica of ${primary}: what one node says there does not reach the others. Give REDIS_URL of the primary.`,
    fa: `Redis در ${where} تابع (replica) ${primary} است: آنچه یک گره آنجا بگوید به گره‌های دیگر نمی‌رسد. نشانی سرور اصلی را در REDIS_URL بدهید.`,
  }),
} satisfies Record<string, Trouble>;

/** Nodes of one database that do not hear each other. */
export const NODE_TROUBLE = {
  unheard: (node: string, bus: string): LocalizedText => ({
    en:
      `Node ${node} serves the same database, and is not heard on the bus of this node (${bus}). ` +
      'Messages would not pass between them: give all nodes the same REDIS_URL, or none of them one.',
    fa:
      `گره ${node} با همین پایگاه داده کار می‌کند و در گذرگاه این گره (${bus}) شنیده نمی‌شود. ` +
      'پیام‌ها میان آن‌ها رد و بدل نمی‌شوند: به همه‌ی گره‌ها یک REDIS_URL بدهید، یا به هیچ‌کدام.',
  }),
  secret: (node: string): LocalizedText => ({
    en: `Node ${node} signs its tokens with another secret: people would be signed out at each change of node. Give all nodes the same JWT_SECRET.`,
    fa: `گره ${node} توکن‌ها را با کلید دیگری امضا می‌کند: افراد با هر جابه‌جایی میان گره‌ها بیرون می‌افتند. به همه‌ی گره‌ها یک JWT_SECRET بدهید.`,
  }),
  deaf: (bus: string): LocalizedText => ({
    en:
      `The bus of this node (${bus}) takes what nodes say and does not pass it on. Behind a pooler such as pgbouncer give ` +
      'PostgreSQL itself in DATABASE_DIRECT_URL; for Redis the user needs PUBLISH and SUBSCRIBE on payambar:*.',
    fa:
      `گذرگاه این گره (${bus}) گفته‌های گره‌ها را می‌گیرد ولی نمی‌رساند. اگر پولری مانند pgbouncer در میان است، نشانی خود ` +
      'PostgreSQL را در DATABASE_DIRECT_URL بدهید؛ در Redis کاربر باید اجازه‌ی PUBLISH و SUBSCRIBE روی payambar:* داشته باشد.',
  }),
};
