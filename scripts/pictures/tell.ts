import { GROUP, GROUP_LINES, type Line, PEOPLE, TALKS } from './story.ts';

export type Written = { chatId: string; seq: number; minutesAgo: number };
type Json = ReturnType<typeof JSON.parse>;

/** Gives each person an account, writes their lines, and reads what they have read in the story. */
export async function tellStory(url: string, password: string): Promise<Written[]> {
  const people = new Map<string, { id: string; token: string }>();
  const written: Written[] = [];

  async function ask(name: string, method: string, path: string, body: object): Promise<Json> {
    const authorization = `Bearer ${people.get(name)?.token}`;
    const headers = { 'content-type': 'application/json', authorization };
    const answer = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return await answer.json();
  }

  async function write(chatId: string, lines: readonly Line[], others: readonly string[]) {
    const seqs: number[] = [];
    for (const { from, text, reply, react, bold, minutesAgo } of lines) {
      const path = `/api/chats/${chatId}/messages`;
      const replyTo = reply === undefined ? {} : { replyTo: seqs[reply] };
      const offset = text.indexOf(bold ?? '');
      const entities = bold ? [{ type: 'bold', offset, length: bold.length }] : [];
      const body = { clientId: Bun.randomUUIDv7(), text, entities, ...replyTo };
      const { message } = await ask(from, 'POST', path, body);
      seqs.push(message.seq);
      written.push({ chatId, seq: message.seq, minutesAgo });
      const other = others.find((name) => name !== from) ?? from;
      if (react) await ask(other, 'PUT', `${path}/${message.seq}/reactions`, { emojis: [react] });
    }
    return seqs;
  }

  const read = (name: string, chatId: string, seq = 0) =>
    ask(name, 'PUT', `/api/chats/${chatId}/read`, { seq });

  for (const [username, displayName] of Object.entries(PEOPLE)) {
    const body = { username, displayName, password };
    const { user, token } = await ask('', 'POST', '/api/auth/register', body);
    people.set(username, { id: user.id, token });
  }
  for (const { with: other, lines, unread = 0 } of TALKS) {
    // The person for whom a chat was opened sees it with its first message.
    const first = lines[0]?.from ?? 'sara';
    const userId = people.get(first === 'sara' ? other : 'sara')?.id;
    const { chat } = await ask(first, 'POST', '/api/chats', { kind: 'direct', userId });
    const seqs = await write(chat.id, lines, ['sara', other]);
    await read('sara', chat.id, seqs.at(-1 - unread));
    await read(other, chat.id, seqs.at(-1));
  }
  const userIds = ['maryam', 'reza'].map((name) => people.get(name)?.id);
  const made = { kind: 'group', clientId: Bun.randomUUIDv7(), title: GROUP.title, userIds };
  const { chat } = await ask('sara', 'POST', '/api/chats', made);
  const seqs = await write(chat.id, GROUP_LINES, ['sara', 'maryam']);
  await read('sara', chat.id, seqs.at(-1));
  return written;
}
