import { html, type TemplateResult } from 'lit';
import type { Folder } from '../chats/filters.ts';
import type { Route, SearchRoute } from './routes.ts';

/**
 * Which screens an address shows. `side` is the panel at the start: a list; `main` the one beside it, or over it
 * where only one fits. A screen is loaded when it is first needed; `key` says when it is another one.
 */
export type Screen = { key: string; load: () => Promise<unknown>; draw: () => TemplateResult };

const chatList = (selected: string | null, folder: Folder | null): Screen => ({
  key: 'chats',
  load: () => import('../chats/pa-chat-list.ts'),
  draw: () => html`<pa-chat-list .selected=${selected} .folder=${folder}></pa-chat-list>`,
});

const newChat: Screen = {
  key: 'new',
  load: () => import('../chats/pa-new-chat.ts'),
  draw: () => html`<pa-new-chat></pa-new-chat>`,
};

const newGroup: Screen = {
  key: 'new-group',
  load: () => import('../groups/pa-new-group.ts'),
  draw: () => html`<pa-new-group></pa-new-group>`,
};

const search = (chatId: string | null, at: number | null): Screen => ({
  key: 'search',
  load: () => import('../search/pa-search.ts'),
  draw: () => html`<pa-search .chatId=${chatId} .at=${at}></pa-search>`,
});

const settings = (section: string | null): Screen => ({
  key: 'settings',
  load: () => import('../settings/pa-settings.ts'),
  draw: () => html`<pa-settings .section=${section}></pa-settings>`,
});

const settingsSection = (section: string): Screen => ({
  key: `settings/${section}`,
  load: () => import('../settings/pa-settings-section.ts'),
  draw: () => html`<pa-settings-section .section=${section}></pa-settings-section>`,
});

/** `visit` is another object for each time that a person goes to `at`. */
const chat = (chatId: string, at: number | null, visit: Route): Screen => ({
  key: `chat/${chatId}`,
  load: () => import('../messages/pa-chat.ts'),
  draw: () => html`<pa-chat .chatId=${chatId} .at=${at} .visit=${visit}></pa-chat>`,
});

const profile = (username: string): Screen => ({
  key: `profile/${username}`,
  load: () => import('../profile/pa-profile.ts'),
  draw: () => html`<pa-profile .username=${username}></pa-profile>`,
});

const group = (chatId: string): Screen => ({
  key: `group/${chatId}`,
  load: () => import('../groups/pa-group.ts'),
  draw: () => html`<pa-group .chatId=${chatId}></pa-group>`,
});

const media = (chatId: string): Screen => ({
  key: `media/${chatId}`,
  load: () => import('../messages/shared/pa-shared-media.ts'),
  draw: () => html`<pa-shared-media .chatId=${chatId}></pa-shared-media>`,
});

const join = (code: string): Screen => ({
  key: `join/${code}`,
  load: () => import('../groups/pa-join.ts'),
  draw: () => html`<pa-join .code=${code}></pa-join>`,
});

const admin = (section: string, account: string | null): Screen => ({
  key: 'admin',
  load: () => import('../admin/pa-admin.ts'),
  draw: () => html`<pa-admin .section=${section} .account=${account}></pa-admin>`,
});

const lost: Screen = {
  key: 'lost',
  load: () => import('./pa-lost.ts'),
  draw: () => html`<pa-lost></pa-lost>`,
};

/** Its element stands in the page's own tree (pa-app puts it there), where every password manager finds it. */
export const signIn: Screen = {
  key: 'sign-in',
  load: () => import('../auth/pa-sign-in.ts'),
  draw: () => html`<slot></slot>`,
};

/** What the first panel shows beside the address: the search that a hit was found by, and the folder of the list. */
type ListPane = { kept: SearchRoute | null; folder: Folder | null };

/** Returns the first panel; a hit that was opened leaves the search it was found by (`kept`) beside it. */
export function sideOf(route: Route, { kept, folder }: ListPane, wide = false): Screen {
  if (route.name === 'settings') return settings(route.section ?? (wide ? 'profile' : null));
  if (route.name === 'new') return newChat;
  if (route.name === 'new-group') return newGroup;
  if (route.name === 'search') return search(route.chatId, null);
  if (kept !== null) return search(kept.chatId, route.name === 'chat' ? route.at : null);
  const selected = 'chatId' in route ? route.chatId : null;
  return chatList(selected, folder);
}

/**
 * Returns the second panel, if the address names something for it; where it would stand empty, the first of the
 * settings, or the chat that is searched.
 */
export function mainOf(route: Route, wide = false): Screen | null {
  if (route.name === 'search' && route.chatId !== null && wide)
    return chat(route.chatId, null, route);
  if (route.name === 'chat') return chat(route.chatId, route.at, route);
  if (route.name === 'profile') return profile(route.username);
  if (route.name === 'group') return group(route.chatId);
  if (route.name === 'media') return media(route.chatId);
  if (route.name === 'join') return join(route.code);
  if (route.name === 'admin') return admin(route.section, route.account);
  if (route.name === 'settings' && route.section !== null) return settingsSection(route.section);
  if (route.name === 'settings' && wide) return settingsSection('profile');
  return route.name === 'lost' ? lost : null;
}
