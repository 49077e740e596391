import { createChatSettings } from '../../server/chats/settings.ts';
import type { Ctx } from '../../server/context.ts';
import type { World } from '../helpers/world.ts';

/** Makes a group of `owner`. */
export async function groupOf(world: World, owner: Ctx, ...others: Ctx[]): Promise<string> {
  const userIds = others.map(({ userId }) => userId);
  const { reply } = await world.groups.create(owner, { kind: 'group', title: 'خانواده', userIds });
  return reply.chat.id;
}

/** Makes the same of people who have all accepted it: each is there by their own will. */
export async function joinedGroup(world: World, owner: Ctx, ...others: Ctx[]): Promise<string> {
  const chatId = await groupOf(world, owner, ...others);
  for (const who of others) await createChatSettings(world.deps).accept(who, { chatId });
  return chatId;
}

/** Adds people by the dozen, past the stores: registering each one would take longer than all the tests. */
export async function crowd(world: World, count: number): Promise<Ctx[]> {
  const people: Ctx[] = [];
  for (let n = 0; n < count; n++) people.push(await world.person(`crowd${n}`, `شخص ${n}`));
  return people;
}

export async function picture(world: World, who: Ctx, chatId: string) {
  return (await world.chats.get(who, { chatId })).reply.chat;
}

/** Returns the data of the system messages of a chat, oldest first. */
export async function notesOf(world: World, who: Ctx, chatId: string) {
  const { messages } = (await world.messages.history(who, { chatId })).reply;
  return messages.flatMap(({ system }) => (system ? [system] : []));
}
