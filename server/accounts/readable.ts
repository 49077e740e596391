import { stretchesApart } from '../../protocol/apart.ts';
import type { Entity } from '../../protocol/entities.ts';
import type { Message } from '../../protocol/messages.ts';
import type { User } from '../../protocol/users.ts';
import { type ExportLanguage, READABLE } from './readable-texts.ts';

/**
 * What a person reads of an export, in any browser and without a network: plain pages with a style of their own and no
 * script. Each paragraph has its own direction, and names stand apart from what is around them.
 */
export function createReadableExport(language: ExportLanguage) {
  const texts = READABLE[language];
  const tag = language === 'fa' ? 'fa-IR-u-ca-persian-nu-arabext' : 'en-GB';
  const day = new Intl.DateTimeFormat(tag, { dateStyle: 'long' });
  const time = new Intl.DateTimeFormat(tag, { timeStyle: 'short' });
  const number = new Intl.NumberFormat(tag);

  const nameOf = (user: User | undefined): string =>
    user === undefined || user.deletedAt !== null ? texts.deletedAccount : user.displayName;

  const toPageStart = (title: string): string =>
    `<!doctype html>\n<html lang="${language}" dir="${language === 'fa' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>\n`;

  /** `pathOf`: where a file of the message lies, from this page. */
  function message(
    one: Message,
    sender: User | undefined,
    pathOf: (name: string, id: string) => string,
  ) {
    const name = `<bdi>${escapeHtml(nameOf(sender))}</bdi>`;
    const at = new Date(one.createdAt).toISOString();
    const when = `<time datetime="${at}">${time.format(one.createdAt)}</time>`;
    if (one.system) return `<p class="note">${name} ${texts.notes[one.system.type]} ${when}</p>\n`;
    const marks = [
      one.forward
        ? `<small>${texts.forwarded} <bdi>${escapeHtml(one.forward.name ?? '')}</bdi></small>`
        : '',
      one.replyTo ? `<small><a href="#m${one.replyTo}">${texts.reply}</a></small>` : '',
    ];
    const files = (one.files ?? []).map(
      (file) =>
        `<p><a href="${escapeHtml(pathOf(file.name, file.id))}"><bdi>${escapeHtml(file.name)}</bdi></a></p>`,
    );
    const reactions = (one.reactions ?? []).map(
      ({ emoji, count }) => `<span>${escapeHtml(emoji)} ${number.format(count)}</span>`,
    );
    const edited =
      one.editedAt === null || one.deletedAt !== null ? '' : ` <small>${texts.edited}</small>`;
    return (
      `<article id="m${one.seq}"><h3>${name} ${when}${edited}</h3>${marks.join('')}` +
      `${bodyOf(one)}${files.join('')}${reactions.join(' ')}</article>\n`
    );
  }

  function bodyOf(one: Message): string {
    if (one.deletedAt !== null) return `<p class="gone">${texts.deleted}</p>`;
    if (one.sealed) return `<p class="gone">${texts.sealed}</p>`;
    if (one.call)
      return `<p class="gone">${one.call.media === 'video' ? texts.videoCall : texts.call}</p>`;
    return one.text === '' ? '' : `<p class="text">${isolateApart(one.text, one.entities)}</p>`;
  }

  return {
    texts,
    nameOf,
    message,
    dayOf: (at: number): string => day.format(at),
    heading: (at: number): string => `<h2>${day.format(at)}</h2>\n`,
    chatHead: (title: string): string =>
      `${toPageStart(title)}<nav><a href="../index.html">${texts.back}</a></nav><h1 dir="auto">${escapeHtml(title)}</h1>\n`,
    foot: '</main></body></html>\n',
    empty: `<p class="note">${texts.empty}</p>\n`,
    indexHead: (name: string, now: number): string =>
      `${toPageStart(texts.title)}<h1>${texts.title}</h1><p class="note">${escapeHtml(texts.about(`\u2068${name}\u2069`, day.format(now)))}</p><ul>\n`,
    indexRow: (path: string, title: string, lastAt: number): string =>
      `<li><a href="${path}"><bdi>${escapeHtml(title)}</bdi></a> <time>${day.format(lastAt)}</time></li>\n`,
    indexFoot: '</ul></main></body></html>\n',
  };
}

export type ReadableExport = ReturnType<typeof createReadableExport>;

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

/** Numbers, links and code are isolated as in the app's bubbles, or a Persian line would turn them round. */
function isolateApart(text: string, entities?: readonly Entity[]): string {
  let [out, at] = ['', 0];
  for (const { from, to, direction } of stretchesApart(text, entities)) {
    const within = escapeHtml(text.slice(from, to));
    out += `${escapeHtml(text.slice(at, from))}<bdi dir="${direction}">${within}</bdi>`;
    at = to;
  }
  return out + escapeHtml(text.slice(at));
}

const STYLE =
  ':root{color-scheme:light dark;font-family:Vazirmatn,Tahoma,system-ui,sans-serif;line-height:1.7}' +
  'main{max-inline-size:44rem;margin-inline:auto;padding:1rem}' +
  'article{margin-block:.5rem;padding:.4rem .8rem;border:1px solid #8884;border-radius:.8rem;overflow-wrap:anywhere}' +
  'h2{margin-block:1.5rem .5rem;font-size:.9rem;text-align:center;opacity:.7}' +
  'h3{margin:0;font-size:.85rem}h3 time,h3 small,article small{font-weight:normal;opacity:.7}' +
  '.text{margin:0;white-space:pre-wrap;unicode-bidi:plaintext;text-align:start}' +
  '.note,.gone{opacity:.7}.note{text-align:center;font-size:.9rem}.gone{margin:0;font-style:italic}' +
  'article p{margin:0}li time{opacity:.7;font-size:.85rem}';
