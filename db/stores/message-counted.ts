import type { AnyColumn } from 'drizzle-orm';
import { eq, type SQL } from 'drizzle-orm';
import { and, or } from '../engine/builder.ts';
import { type Expression, jsonListHas } from '../engine/dialect.ts';
import { messages } from '../schema.ts';

type Countable = { kind: AnyColumn; call: AnyColumn };

/** Whether a message is one that a person can miss: words, or a call that has rung for them in vain. */
export const isNewsFor = (userId: Expression, message: Countable = messages): SQL =>
  or(
    eq(message.kind, 'text'),
    and(eq(message.kind, 'call'), jsonListHas(message.call, 'missed', userId)),
  );
