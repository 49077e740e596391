import { SERVER_ID } from '../engine/backup.ts';
import { MOVED_TO, SHARED_SECRET, toMark } from '../engine/move-marks.ts';
import { readClosed } from '../postgres/closed.ts';
import { migratePostgres } from '../postgres/migrate.ts';
import { readSchemaState } from '../postgres/schema-state.ts';
import { underWay, unfinished } from '../postgres/sentences.ts';
import { ALONE } from '../postgres/turn.ts';
import { type Connected, connectPostgres, explained, type PostgresPlace } from './connect.ts';
import type { HeldSource, Snapshot } from './held.ts';
import { postgresSource } from './postgres.ts';
import { isOpenAgain, MoveRefused, noData } from './refused.ts';

const SNAPSHOT = 'begin transaction isolation level repeatable read read only';
/** A node that moves the data and dies keeps the others out so long. */
const CLOSED_FOR = "now() + interval '60 seconds'";
const AGAIN_MS = 10_000;

type SharedSnapshot = Snapshot & Pick<HeldSource, 'secret'>;

/** Reads the data as of one moment, and holds nobody up. */
export async function readPostgres(place: PostgresPlace): Promise<SharedSnapshot> {
  const connected = await connectPostgres(place);
  try {
    return await explained(connected.place, async () => {
      await mustHold(connected);
      return await snapshotOf(connected);
    });
  } catch (error) {
    await connected.close();
    throw error;
  }
}

/**
 * Closes the data to all nodes, which answer `busy` to whoever writes, for as long as this process goes on: the row that
 * every batch reads in its turn says until when. It is written while no batch is under way. Nothing is committed between
 * the snapshot and the mark, or the mark is refused: it names the number that the closing has counted.
 */
export async function holdPostgres(where: PostgresPlace): Promise<HeldSource> {
  const connected = await connectPostgres(where);
  const { sql, place } = connected;
  let timer: Timer | undefined;
  let closed = false;
  const release = async () => {
    clearInterval(timer);
    if (closed)
      await sql`UPDATE payambar_writer SET closed = '-infinity' WHERE closed < 'infinity'`;
    await connected.close();
  };
  try {
    return await explained(place, async () => {
      await mustHold(connected);
      const { from, to, closed: isClosed } = await readClosed(sql);
      if (from !== undefined) throw new MoveRefused(unfinished(place));
      if (to === undefined) {
        if (isClosed) throw new MoveRefused(underWay(place));
        await sql.begin(async (tx) => {
          await tx.unsafe(ALONE);
          await tx.unsafe(`update payambar_writer set closed = ${CLOSED_FOR}, batch = batch + 1`);
        });
        closed = true;
        const again = `update payambar_writer set closed = ${CLOSED_FOR} where closed > now() and closed < 'infinity'`;
        timer = setInterval(() => void sql.unsafe(again).catch(() => {}), AGAIN_MS);
      }
      const snapshot = await snapshotOf(connected);
      const [{ batch }] = await connected.client`SELECT batch FROM payambar_writer`;
      return {
        ...snapshot,
        mark: (mark) =>
          sql.begin(async (tx) => {
            const { count } = await tx`
              UPDATE payambar_writer SET closed = 'infinity' WHERE batch = ${batch} AND closed > now()`;
            if (count !== 1) throw new MoveRefused(isOpenAgain(place));
            await tx`INSERT INTO settings (key, value) VALUES (${MOVED_TO}, ${JSON.stringify(mark)})
              ON CONFLICT (key) DO UPDATE SET value = excluded.value`;
          }),
        release,
      };
    });
  } catch (error) {
    await release();
    throw error;
  }
}

/** Takes the mark away: people write to this copy again. Returns whether there was one. */
export async function reopenPostgres(where: PostgresPlace): Promise<boolean> {
  const { sql, place, close } = await connectPostgres(where);
  try {
    return await explained(place, async () => {
      if ((await readSchemaState(sql)).version === 0) throw new MoveRefused(noData(place));
      return await sql.begin(async (tx) => {
        const { count } = await tx`DELETE FROM settings WHERE key = ${MOVED_TO}`;
        if (count > 0) await tx`UPDATE payambar_writer SET closed = '-infinity'`;
        return count > 0;
      });
    });
  } finally {
    await close();
  }
}

/** Whether people have data there, without changing anything. */
export async function statePostgres(
  where: PostgresPlace,
): Promise<{ kind: 'empty' | 'people'; place: string }> {
  const { sql, place, close } = await connectPostgres(where);
  try {
    return await explained(place, async () => {
      const none = { kind: 'empty', place } as const;
      if ((await readSchemaState(sql)).version === 0) return none;
      const { from } = await readClosed(sql);
      const [people] = await sql`SELECT FROM users LIMIT 1`;
      return from === undefined && people ? { kind: 'people', place } : none;
    });
  } finally {
    await close();
  }
}

/** Refuses a database without data of ours; older data is brought up to date. */
async function mustHold({ client, place }: Connected): Promise<void> {
  if ((await readSchemaState(client)).version === 0) throw new MoveRefused(noData(place));
  await migratePostgres(client, { place });
}

async function snapshotOf({ client, place, close }: Connected): Promise<SharedSnapshot> {
  await client.unsafe(SNAPSHOT);
  const rows: Record<'key' | 'value', string>[] = await client`
    SELECT key, value FROM settings WHERE key IN (${SERVER_ID}, ${SHARED_SECRET}, ${MOVED_TO})`;
  const settings = new Map(rows.map(({ key, value }) => [key, value]));
  const to = settings.get(MOVED_TO);
  return {
    source: postgresSource(client),
    place,
    serverId: settings.get(SERVER_ID) ?? '',
    secret: settings.get(SHARED_SECRET),
    movedTo: to === undefined ? undefined : toMark(to),
    release: close,
  };
}
