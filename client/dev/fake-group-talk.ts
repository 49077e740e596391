import type { TimelineMessage } from '../core/services.ts';
import { ago, me, PEOPLE } from './fake-data.ts';
import { fakeMessage } from './fake-message.ts';

export const GROUP_ID = 'chat-house0';
const { reza, ada, nima } = PEOPLE;

function said(
  seq: number,
  senderId: string,
  text: string,
  more: Partial<TimelineMessage> = {},
): TimelineMessage {
  return fakeMessage({
    chatId: GROUP_ID,
    seq,
    senderId,
    clientId: `group-${seq}`,
    text,
    createdAt: ago(120 - seq * 5),
    mine: senderId === me.id,
    ...more,
  });
}

const RICH =
  'کتاب را پررنگ دیدم و npm install را اجرا کردم؛ پایان داستان: قاتل باغبان بود. به نشانی example.com هم سر بزنید @nima_y';
const at = (part: string) => ({ offset: RICH.indexOf(part), length: part.length });

/** A group with one of everything that a message can be. */
export const GROUP_TALK: TimelineMessage[] = [
  said(1, me.id, '', { system: { type: 'group.created', text: 'خانه‌ی پدری' } }),
  said(2, me.id, '', { system: { type: 'members.added', userIds: [reza.id, ada.id, nima.id] } }),
  said(3, reza.id, 'سلام به همه! جمعه ساعت ۱۰ همین‌جا جمع می‌شویم.', {
    pinnedAt: ago(90),
    ownReactions: ['❤️'],
    reactions: [
      { emoji: '❤️', count: 3, by: [me.id, ada.id, nima.id] },
      { emoji: '👍', count: 1, by: [ada.id] },
    ],
  }),
  said(4, reza.id, 'کلید دست همسایه است.'),
  said(5, me.id, 'باشد، من نان و پنیر می‌آورم.', { replyTo: 3, editedAt: ago(80) }),
  said(6, ada.id, 'I will bring the **blueprints**.', { replyTo: 4 }),
  said(7, nima.id, RICH, {
    entities: [
      { type: 'bold', ...at('پررنگ') },
      { type: 'code', ...at('npm install') },
      { type: 'spoiler', ...at('قاتل باغبان بود') },
      { type: 'link', ...at('example.com'), url: 'https://example.com' },
      { type: 'mention', ...at('@nima_y'), userId: nima.id },
    ],
  }),
  said(8, ada.id, 'for (const door of house) {\n  door.open();\n}', {
    entities: [{ type: 'pre', offset: 0, length: 44, language: 'ts' }],
  }),
  said(9, me.id, '', { deletedAt: ago(60) }),
  said(10, me.id, 'می‌تراود مهتاب، می‌درخشد شب‌تاب', {
    forward: { userId: nima.id, at: ago(9000) },
    reactions: [{ emoji: '🙏', count: 2, by: [reza.id, nima.id] }],
  }),
  said(11, nima.id, 'این هم پاسخ به پیامی که پاک شد.', { replyTo: 9 }),
];
