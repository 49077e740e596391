import type { Why } from '../../protocol/chats.ts';

/** A group that its owner has deleted, or that an admin has removed one from. */
export type Taken = { title: string; why: Why };
