import { Person } from './person.ts';

async function post<T>(url: string, body: object, token?: string): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json() as Promise<T>;
}

type Account = { token: string; user: { id: string } };
const NAMES = ['sara', 'ali', 'reza', 'mina'];

/** Four people, a direct chat for each two of them, and saved messages for each: ten chats. */
export async function meet(url: string): Promise<Person[]> {
  const people: Person[] = [];
  for (const username of NAMES) {
    const { token, user } = await post<Account>(`${url}/api/auth/register`, {
      username,
      password: 'correct horse battery',
    });
    const self = { kind: 'self' };
    const { chat } = await post<{ chat: { id: string } }>(`${url}/api/chats`, self, token);
    people.push(new Person(username, token, user.id, [chat.id]));
  }
  for (const a of people) {
    for (const b of people.slice(people.indexOf(a) + 1)) {
      const body = { kind: 'direct', userId: b.userId };
      const { chat } = await post<{ chat: { id: string } }>(`${url}/api/chats`, body, a.token);
      // Both open it: an empty chat is shown only to the person who opened it, and whose first message comes first is
      // chance.
      await post(`${url}/api/chats`, { kind: 'direct', userId: a.userId }, b.token);
      a.chats.push(chat.id);
      b.chats.push(chat.id);
    }
  }
  return people;
}
