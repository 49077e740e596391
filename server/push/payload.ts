import { createHash } from 'node:crypto';
import type { SubscriptionRow } from '../../db/stores/push-subscriptions.ts';
import type { CallMedia } from '../../protocol/calls.ts';
import type { Message } from '../../protocol/messages.ts';
import type { NotificationContent, PushLanguage } from '../../protocol/push.ts';
import { isolated, previewOf } from './preview.ts';
import type { Push } from './sender.ts';
import { PUSH_TEXTS, toDigits } from './texts.ts';

/** What there is to tell one person of one chat. `badge`: messages that are unread in all chats. */
export type News = {
  chatId: string;
  /** What a group is called; null: a chat of two. */
  title: string | null;
  isRequest: boolean;
  /** Who wrote, reacted or added; null: a deleted account. */
  writer: string | null;
  badge: number;
} & (
  | { kind: 'message'; message: Message; count: number; isMention: boolean }
  | { kind: 'reaction'; message: Message; emoji: string }
  | { kind: 'added' }
  | { kind: 'call'; media: CallMedia; ringMs: number }
  | { kind: 'missed'; message: Message }
);
type Device = Pick<SubscriptionRow, 'language' | 'content' | 'sessionId'>;
/** How the server is called, and where it is found; '' where it does not know. */
export type Sign = { serverName: string; publicUrl: string };

const DAY_S = 86_400;
/** Marks a declarative push (W3C Push API): a browser that knows it shows the notification without a worker. */
const DECLARATIVE = 8030;

/** One notification for each chat: the later one takes the place of the earlier. */
export function toPush(news: News, device: Device, sign: Sign): Push {
  const { kind } = news;
  const contents: NotificationContent[] = [contentFor(news, device), 'nothing'];
  return {
    payloads: contents.map((content) => toPayload(news, content, device.language, sign)),
    // Where it cannot be shown in time, it is not to ring for a call that is over.
    ttl: news.kind === 'call' ? Math.max(1, Math.ceil(news.ringMs / 1000)) : DAY_S,
    urgency: kind === 'reaction' ? 'low' : 'high',
    topic: topicOf(news),
  };
}

/** Words are for devices that are signed in, and of people whom the person knows. */
function contentFor({ isRequest }: News, { sessionId, content }: Device): NotificationContent {
  return sessionId === null || isRequest ? 'nothing' : content;
}

function toPayload(
  news: News,
  content: NotificationContent,
  language: PushLanguage,
  { serverName, publicUrl }: Sign,
): object {
  const { chatId, kind, badge } = news;
  const seq = 'message' in news ? news.message.seq : undefined;
  const shown =
    content === 'nothing' ? nothingOf(news, language) : wordsOf(news, content, language);
  return {
    web_push: DECLARATIVE,
    notification: {
      title: shown.title ?? serverName,
      body: shown.body,
      navigate: `${publicUrl}/c/${chatId}${seq === undefined ? '' : `?at=${seq}`}`,
      ...directionOf(language),
      tag: tagOf(news),
      data: { kind, chatId, seq, content },
    },
    mutable: true,
    app_badge: badge,
  };
}

const directionOf = (language: PushLanguage) =>
  ({ lang: language, dir: language === 'fa' ? 'rtl' : 'ltr' }) as const;

type Shown = { title?: string; body: string };

function nothingOf({ kind, isRequest }: News, language: PushLanguage): Shown {
  const texts = PUSH_TEXTS[language];
  if (isRequest) return { body: texts.request };
  const body = {
    ...{ message: texts.something, reaction: texts.reaction, added: texts.addedSomewhere },
    ...{ call: texts.ringing, missed: texts.attached.missed },
  };
  return { body: body[kind] };
}

function wordsOf(news: News, content: NotificationContent, language: PushLanguage): Shown {
  const texts = PUSH_TEXTS[language];
  const writer = news.writer ?? texts.deletedAccount;
  const who = isolated(writer, language);
  const title = news.title ?? writer;
  if (news.kind === 'added') return { title, body: texts.added(who) };
  if (news.kind === 'call') return { title, body: ringOf(news, who, language) };
  const words = isolated(previewOf(news.message, language), language);
  if (news.kind === 'reaction')
    return {
      title,
      body: content === 'name' ? texts.reaction : texts.reacted(who, news.emoji, words),
    };
  if (news.kind === 'missed')
    return { title, body: news.title === null ? words : texts.says(who, words) };
  const { count, isMention } = news;
  const counted = count > 1 ? `${title} (${toDigits(String(count), language)})` : title;
  if (content === 'name')
    return { title, body: isMention ? texts.mentioned : texts.messages(count) };
  return { title: counted, body: news.title === null ? words : texts.says(who, words) };
}

/** In a group it is said who rings. */
function ringOf({ media, title }: News & { kind: 'call' }, who: string, language: PushLanguage) {
  const { attached, says } = PUSH_TEXTS[language];
  const words = media === 'video' ? attached.videoCall : attached.call;
  return title === null ? words : says(who, words);
}

const tagOf = ({ chatId, kind }: Pick<News, 'chatId' | 'kind'>): string =>
  `${kind === 'reaction' ? 'reaction' : isCall(kind) ? 'call' : 'chat'}:${chatId}`;
/** A missed call takes the place of its ring. */
const isCall = (kind: News['kind']): boolean => kind === 'call' || kind === 'missed';

/** Says nothing of the chat to the push service, which sees it. */
function topicOf(news: Pick<News, 'chatId' | 'kind'>): string {
  return createHash('sha256').update(tagOf(news)).digest('base64url').slice(0, 32);
}

/**
 * Takes the notification of a chat, or of its call, away: it was read or answered on another device. No browser shows it.
 */
export function toClosePush(
  chatId: string,
  badge: number,
  kind: 'message' | 'call' = 'message',
): Push {
  const news = { chatId, kind };
  const payload = { close: tagOf(news), app_badge: badge };
  return { payloads: [payload], ttl: DAY_S, urgency: 'normal', topic: topicOf(news) };
}

export function toTestPush(language: PushLanguage, { serverName, publicUrl }: Sign): Push {
  const notification = {
    title: serverName,
    body: PUSH_TEXTS[language].test,
    navigate: `${publicUrl}/settings`,
    ...directionOf(language),
    tag: 'test',
    data: { kind: 'test' },
  };
  const payload = { web_push: DECLARATIVE, notification, mutable: true };
  return { payloads: [payload], ttl: 60, urgency: 'high', topic: 'test' };
}
