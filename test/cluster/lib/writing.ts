import type { Json } from '../../helpers/caller.ts';

/** Asks as a signed-in person; a failed connection has the status 0. */
export type Ask = (method: string, path: string, body?: object) => Promise<Answer>;
type Answer = { status: number; body: Json };

/** Asks through `ask` of a front; an answer that is no JSON is a proxy's own. */
export const asker =
  (
    person: { ask(path: string, init: object): Promise<Response> },
    token: string | undefined,
  ): Ask =>
  async (method, path, body) => {
    const headers = token ? { authorization: `Bearer ${token}` } : undefined;
    try {
      const answer = await person.ask(path, { method, body, headers });
      const text = await answer.text();
      return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : text };
    } catch (error) {
      return { status: 0, body: String(error) };
    }
  };

/**
 * Some writers send into a chat one after the other, as fast as they are answered, and each sends again what was not
 * acknowledged, with the same id. Their texts begin with `name` and their number. `stop` ends them and tells how each try was answered and what was acknowledged.
 */
export function startWriting(ask: Ask, chatId: string, writers = 4, name = '') {
  const tries = new Map<number, number>();
  const acknowledged: string[] = [];
  let goesOn = true;
  const working = Array.from({ length: writers }, async (_, writer) => {
    for (let n = 0; goesOn; n++) {
      const sent = { clientId: Bun.randomUUIDv7(), text: `${name}${writer}-${n}` };
      for (let isTaken = false; !isTaken; ) {
        const { status } = await ask('POST', `/api/chats/${chatId}/messages`, sent);
        tries.set(status, (tries.get(status) ?? 0) + 1);
        isTaken = status === 200 || status === 201;
        await Bun.sleep(isTaken ? 5 : 100);
      }
      acknowledged.push(sent.text);
    }
  });
  return {
    count: () => acknowledged.length,
    async stop() {
      goesOn = false;
      await Promise.all(working);
      return { tries, acknowledged };
    },
  };
}

/** Reads all texts of a chat, in order, without those of the system. */
export async function readTexts(ask: Ask, chatId: string): Promise<string[]> {
  const texts: string[] = [];
  for (let after = 0; ; ) {
    const path = `/api/chats/${chatId}/messages?after=${after}`;
    const { messages } = (await ask('GET', path)).body;
    if (messages.length === 0) return texts;
    for (const { text, seq, kind } of messages) {
      if (kind !== 'system') texts.push(text);
      after = seq;
    }
  }
}

/** In the order in which each writer has sent: `a2-10` is the tenth of the second of those that are called a. */
export const ofWriter = (texts: readonly string[], writer: number | string): string[] =>
  texts.filter((text) => text.startsWith(`${writer}-`));
