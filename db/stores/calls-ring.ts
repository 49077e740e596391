import { eq, exists, gt, isNull, ne, notExists, sql } from 'drizzle-orm';
import type { CallPersonState } from '../../protocol/calls.ts';
import { alias, and, insertRows, or, rowsOf, select } from '../engine/builder.ts';
import { flag } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { blocks, callDevices, callPeople, calls, chats, members, users } from '../schema.ts';
import { sharesGroup } from './membership-settings.ts';

type Place = { chatId: string; userId: string };

/** Whom a call rings, who may enter it, and what two devices in it may say to each other. */
export function callsRingStore() {
  const isBusy = exists(
    rowsOf(callDevices).where(
      and(eq(callDevices.userId, members.userId), isNull(callDevices.leftAt)),
    ),
  );
  const isQuiet = or(
    eq(members.request, 1),
    exists(
      rowsOf(blocks).where(
        and(eq(blocks.userId, members.userId), eq(blocks.blockedId, p('userId'))),
      ),
    ),
  );
  const ring = prepare(
    () =>
      insertRows(
        callPeople,
        select({
          chatId: members.chatId,
          callId: p<string>('callId'),
          userId: members.userId,
          state: sql<CallPersonState>`case when ${isBusy} then 'busy' else 'ringing' end`,
          quiet: flag(isQuiet),
        })
          .from(members)
          .where(
            and(
              eq(members.chatId, p('chatId')),
              ne(members.userId, p('userId')),
              isNull(members.leftAt),
              or(eq(p('leaders'), 0), ne(members.role, 'member')),
            ),
          ),
      ),
    'kept',
  );
  // As a first message would become a request, or wait as one.
  const stranger = prepare(() => {
    const hasInvited = rowsOf(users).where(
      or(
        and(eq(users.id, members.userId), eq(users.invitedBy, p('userId'))),
        and(eq(users.id, p('userId')), eq(users.invitedBy, members.userId)),
      ),
    );
    const isUnopened = and(
      eq(chats.lastSeq, 0),
      eq(members.memberRev, 0),
      eq(p('requests'), 1),
      notExists(hasInvited),
      sql`not ${sharesGroup()}`,
    );
    return select({ userId: members.userId })
      .from(members)
      .innerJoin(chats, and(eq(chats.id, members.chatId), eq(chats.kind, 'direct')))
      .where(
        and(
          eq(members.chatId, p('chatId')),
          ne(members.userId, p('userId')),
          or(eq(members.request, 1), isUnopened),
        ),
      );
  });
  const ofMember = prepare(() =>
    select({ chatId: calls.chatId, callId: calls.id })
      .from(calls)
      .innerJoin(chats, eq(chats.id, calls.chatId))
      .innerJoin(members, and(eq(members.chatId, calls.chatId), eq(members.userId, p('userId'))))
      .where(
        and(
          isNull(calls.endedAt),
          isNull(members.leftAt),
          or(gt(chats.lastSeq, 0), gt(members.memberRev, 0)),
        ),
      ),
  );
  const own = alias(callDevices, 'own');
  const [sender, hearer] = [alias(members, 'sender'), alias(members, 'hearer')];
  const addressee = prepare(() =>
    select({ sessionId: callDevices.sessionId })
      .from(own)
      .innerJoin(
        callDevices,
        and(
          eq(callDevices.chatId, own.chatId),
          eq(callDevices.callId, own.callId),
          eq(callDevices.userId, p('toUser')),
          eq(callDevices.device, p('toDevice')),
          isNull(callDevices.leftAt),
        ),
      )
      .innerJoin(
        sender,
        and(eq(sender.chatId, own.chatId), eq(sender.userId, own.userId), isNull(sender.leftAt)),
      )
      .innerJoin(
        hearer,
        and(
          eq(hearer.chatId, own.chatId),
          eq(hearer.userId, callDevices.userId),
          isNull(hearer.leftAt),
        ),
      )
      .where(
        and(
          eq(own.chatId, p('chatId')),
          eq(own.callId, p('callId')),
          eq(own.userId, p('userId')),
          eq(own.device, p('device')),
          eq(own.sessionId, p('sessionId')),
          isNull(own.leftAt),
        ),
      ),
  );

  return {
    /**
     * Has it ring for the other members; `leadersOnly`: only those may write there. Who is in another call is busy; where it must
     * not be heard (a block, a request) it rings in name only.
     */
    ring: (call: Place & { callId: string }, leadersOnly: boolean) =>
      run(ring, { ...call, leaders: leadersOnly ? 1 : 0 }),
    /** Whether the asker is a stranger to the other one of a direct chat; `requests`: whether first messages wait. */
    *isStranger(place: Place, requests: boolean): Tx<boolean> {
      return (yield* one(stranger, { ...place, requests: requests ? 1 : 0 })) !== undefined;
    },
    /** The calls that go on in a person's chats. */
    ofMember: (userId: string): Tx<{ chatId: string; callId: string }[]> =>
      all(ofMember, { userId }),
    /** The session of a device in the call that this device of it may speak to. */
    *addressee(
      at: Place & {
        callId: string;
        device: string;
        sessionId: string;
        toUser: string;
        toDevice: string;
      },
    ): Tx<string | undefined> {
      return (yield* one(addressee, at))?.sessionId;
    },
  };
}
