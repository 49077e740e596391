import type { Message } from '../../protocol/messages.ts';

/** A line has its author (`<` the other, `>` oneself), minutes ago, the text, and what it holds beside words. */
export type Line = ['<' | '>', number, string, Partial<Message>?];
