import { CLOSE } from '../../protocol/close.ts';
import type { WireError } from '../../protocol/errors.ts';
import type { UpType } from '../../protocol/up.ts';
import type { Ctx, Outcome, Ties } from '../context.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../errors.ts';
import type { CommandMeter } from '../metrics/commands.ts';
import { checkBody, isUpType } from './checks.ts';
import type { Commands } from './commands.ts';
import type { Connection } from './connection.ts';
import { replyFrame } from './frames.ts';
import type { Hub } from './hub.ts';
import type { Throttle } from './throttle.ts';

/** So many frames refused in a row are no burst of a hurried client any more, but a flood. */
const FLOOD = 3000;

type Parsed = { id: number | string; type: UpType; body: unknown };

/** What a thrown thing looks like to the asker: a refusal as it is, anything else `internal` with the log's reference. */
export function toWireError(error: unknown, deps: Deps, type: string): WireError {
  if (error instanceof Refusal) return error.toWire();
  const ref = deps.ids.next();
  deps.log.error('request failed', { ref, type, error });
  return { code: 'internal', ref };
}

/** The one way from a frame to a command and back: parse, limit, check, run, reply, announce; one try/catch. */
export class Dispatch {
  constructor(
    private readonly deps: Deps,
    private readonly commands: Commands,
    private readonly hub: Hub,
    private readonly throttle: Throttle,
    private readonly meter: CommandMeter,
    /** Looks again at who may see whose presence. */
    private readonly review: (ties: Ties) => void,
  ) {}

  frame(connection: Connection, raw: string | Uint8Array): void {
    let id: number | string | null = null;
    let type = '';
    try {
      const wait = this.throttle.take(connection.userId);
      const request = parse(raw);
      id = request.id;
      type = request.type;
      if (wait > 0) throw this.limited(connection, wait);
      connection.refused = 0;
      if (!isUpType(type)) throw new Refusal('unknown_type');
      this.start(connection, { id, type, body: request.body });
    } catch (error) {
      this.refuse(connection, id, type, error);
    }
  }

  /** Runs a checked command for a REST caller; answers its reply after announcing its changes. */
  async call<T extends UpType>(type: T, ctx: Ctx, body: unknown): Promise<unknown> {
    const wait = this.throttle.take(ctx.userId);
    if (wait > 0) throw new Refusal('rate_limited', { retryAfterMs: wait });
    const outcome = await this.run(type, ctx, checkBody(type, body));
    this.hub.publish(outcome.changes, undefined);
    if (outcome.ties) this.review(outcome.ties);
    return outcome.reply;
  }

  private run(type: UpType, ctx: Ctx, body: unknown): Promise<Outcome<unknown>> {
    const command = this.commands[type];
    const stop = this.meter.start(type);
    const running = (command.run as (ctx: Ctx, body: unknown) => Promise<Outcome<unknown>>)(
      ctx,
      body,
    );
    if (stop) running.then(stop, stop);
    return running;
  }

  /**
   * Writes start at once, in the order of their frames: the writer's queue keeps it. A read waits for the writes of its
   * own socket before it, or a client could not see what it has just sent.
   */
  private start(connection: Connection, { id, type, body }: Parsed): void {
    const { userId, sessionId } = connection;
    const checked = checkBody(type, body ?? {});
    const ctx: Ctx = { userId, sessionId, connection: connection.id };
    const writes = this.commands[type].kind === 'write';
    const running =
      connection.pending && !writes
        ? connection.pending.then(() => this.run(type, ctx, checked))
        : this.run(type, ctx, checked);
    const done = running.then(
      (outcome) => this.answer(connection, id, outcome),
      (error) => this.refuse(connection, id, type, error),
    );
    if (writes) connection.follow(done);
  }

  private answer(connection: Connection, id: number | string, outcome: Outcome<unknown>): void {
    connection.send(replyFrame(id, outcome.reply));
    if (outcome.changes.length > 0) this.hub.publish(outcome.changes, connection);
    if (outcome.ties) this.review(outcome.ties);
  }

  private refuse(
    connection: Connection,
    id: number | string | null,
    type: string,
    error: unknown,
  ): void {
    connection.send(JSON.stringify({ id, ok: false, error: toWireError(error, this.deps, type) }));
  }

  private limited(connection: Connection, retryAfterMs: number): Refusal {
    if (++connection.refused > FLOOD) connection.end(CLOSE.abuse, 'flood');
    return new Refusal('rate_limited', { retryAfterMs });
  }
}

function parse(raw: string | Uint8Array): { id: number | string; type: string; body: unknown } {
  if (typeof raw !== 'string') throw new Refusal('invalid', { field: 'frame' });
  let frame: unknown;
  try {
    frame = JSON.parse(raw);
  } catch {
    throw new Refusal('invalid', { field: 'frame' });
  }
  if (typeof frame !== 'object' || frame === null) throw new Refusal('invalid', { field: 'frame' });
  const { id, type, body } = frame as Record<string, unknown>;
  if (!(Number.isSafeInteger(id) || (typeof id === 'string' && id.length <= 64)))
    throw new Refusal('invalid', { field: 'id' });
  if (typeof type !== 'string') throw new Refusal('invalid', { field: 'type' });
  return { id: id as number | string, type, body };
}
