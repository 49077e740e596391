import { PASSWORD } from '../../helpers/app.ts';
import { answerOf } from '../../helpers/caller.ts';
import { until } from '../../helpers/until.ts';

export type Conversation = { token: string; chatId: string };

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Sara registers, and writes to herself. */
export async function begin(
  url: string,
  texts: string[],
  username = 'sara',
): Promise<Conversation> {
  const body = { username, password: PASSWORD };
  const { token } = (await answerOf(url, 'POST', '/api/auth/register', body)).body;
  const { chat } = (await answerOf(url, 'POST', '/api/chats', { kind: 'self' }, bearer(token)))
    .body;
  const conversation = { token, chatId: chat.id };
  for (const text of texts) await write(url, conversation, text);
  return conversation;
}

export async function write(url: string, { token, chatId }: Conversation, text: string) {
  const path = `/api/chats/${chatId}/messages`;
  const body = { clientId: Bun.randomUUIDv7(), text };
  const { status } = await answerOf(url, 'POST', path, body, bearer(token));
  if (status !== 201) throw new Error(`the message was answered with ${status}`);
}

/** Returns the texts of the chat, oldest first. */
export async function readTexts(url: string, { token, chatId }: Conversation): Promise<string[]> {
  const path = `/api/chats/${chatId}/messages`;
  const { body } = await answerOf(url, 'GET', path, undefined, bearer(token));
  return body.messages.map(({ text }: { text: string }) => text);
}

/** Waits for the first response of a server that was just started. */
export async function untilAnswering(url: string): Promise<void> {
  await until(async () => (await fetch(`${url}/health`)).ok, true);
}
