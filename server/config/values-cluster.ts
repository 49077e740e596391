import type { Parser } from './values.ts';

/** An address whose protocol is as told; '' is none. */
function address(protocols: RegExp, accepts: (url: URL) => boolean): Parser<string> {
  return (text) => {
    const trimmed = text.trim();
    if (trimmed === '') return '';
    const url = URL.parse(trimmed);
    return url && protocols.test(url.protocol) && accepts(url) ? trimmed : undefined;
  };
}

export const redisUrl = address(/^rediss?:$/, ({ hostname }) => hostname !== '');

export const queueUrl = address(/^amqps?:$/, ({ hostname }) => hostname !== '');

/** Without a name PostgreSQL would take that of the user, which nobody means. */
export const databaseUrl = address(/^postgres(ql)?:$/, ({ pathname }) => pathname.length > 1);

export const nodeName: Parser<string> = (text) => {
  const trimmed = text.trim();
  return /^[A-Za-z0-9.-]{0,64}$/.test(trimmed) ? trimmed : undefined;
};
