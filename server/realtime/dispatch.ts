import { ApiError } from '../../db/engine/api-error.ts';
import { CLOSE } from '../../protocol/close.ts';
import { UP, type UpType } from '../../protocol/up.ts';
import { BOUNDS } from '../bounds.ts';
import { checkSchema } from '../check-schema.ts';
import type { Ctx, Outcome, PresenceTies } from '../context.ts';
import type { Deps } from '../deps.ts';
import { maskError } from '../error-response.ts';
import type { Limiter } from '../limits.ts';
import type { CommandMeter } from '../metrics/commands.ts';
import type { Commands } from './commands.ts';
import type { SocketConnection } from './connection.ts';
import { replyFrame } from './frames.ts';
import type { Hub } from './hub.ts';
import { type Ledger, priceOf, priceOfAnswer, priceOfFrame } from './prices.ts';

type Parsed = { id: number | string; type: UpType; body: unknown };

/** The one way from a frame to a command and back: parse, limit, check, run, reply, announce; one try/catch. */
export class Dispatch {
  constructor(
    private readonly deps: Deps,
    private readonly commands: Commands,
    private readonly hub: Hub,
    /** Of an account, all its devices together: frames and REST calls. */
    private readonly rate: Limiter,
    private readonly ledger: Ledger,
    private readonly meter: CommandMeter,
    /** Looks again at who may see whose presence. */
    private readonly recheckPresence: (ties: PresenceTies | readonly PresenceTies[]) => void,
    /** A socket of this account was closed as a flood. */
    private readonly onFlood: (userId: string) => void,
  ) {}

  frame(connection: SocketConnection, raw: string | Uint8Array): void {
    if (connection.ended) return;
    let id: number | string | null = null;
    let type = '';
    try {
      const wait = this.rate.tryTake(connection.userId, priceOfFrame(raw.length));
      // The frame is not parsed: a flood would otherwise make the server read all of it.
      if (wait > 0) {
        id = idOf(raw);
        throw this.refuseLimited(connection, wait, id === null ? BOUNDS.nameless : 1);
      }
      const request = this.read(connection, raw);
      id = request.id;
      type = request.type;
      if (!isUpType(type)) throw new ApiError('unknown_type');
      const more = this.rate.tryTake(
        connection.userId,
        priceOf(this.commands[type].price, request.body) - 1,
      );
      if (more > 0) throw this.refuseLimited(connection, more);
      this.start(connection, { id, type, body: request.body }, raw.length);
    } catch (error) {
      this.refuse(connection, id, type, error);
    }
  }

  /** A ping or pong of the client's: free within the rate, since answering it is not. */
  ping(connection: SocketConnection): void {
    if (this.rate.tryTake(connection.userId) > 0) this.count(connection, BOUNDS.ping);
  }

  /** Runs a checked command for a REST client. Returns its reply after announcing its changes. */
  async call<T extends UpType>(type: T, ctx: Ctx, body: unknown, size = 0): Promise<unknown> {
    this.rate.take(ctx.userId, priceOf(this.commands[type].price, body) + priceOfFrame(size) - 1);
    const checked = checkSchema(UP[type].body, body);
    this.charge(type, ctx.userId, size);
    const outcome = await this.run(type, ctx, checked);
    this.chargeCopy(ctx.userId, checked, outcome, size);
    this.hub.publish(outcome.changes, undefined);
    if (outcome.ties) this.recheckPresence(outcome.ties);
    return outcome.reply;
  }

  /** Returns a reply of REST as text. */
  text(ctx: Ctx, reply: unknown): string {
    const text = JSON.stringify(reply);
    this.rate.spend(ctx.userId, priceOfAnswer(text.length));
    return text;
  }

  /** Counts what is stored for the account's day, by the bytes of the request. */
  private charge(type: UpType, userId: string, size: number): void {
    if (this.commands[type].kind === 'write') this.ledger.charge(userId, size + BOUNDS.rowBytes);
  }

  /** A forward stores another message's words, which its own frame does not hold. */
  private chargeCopy(userId: string, body: object, { reply }: Outcome<unknown>, size: number) {
    if (!('forward' in body)) return;
    this.ledger.add(userId, Math.max(0, JSON.stringify(reply).length - size));
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
  private start(connection: SocketConnection, { id, type, body }: Parsed, size: number): void {
    const { userId, sessionId } = connection;
    const checked = checkSchema(UP[type].body, body ?? {});
    this.charge(type, userId, size);
    const ctx: Ctx = { userId, sessionId, connection: connection.id };
    const writes = this.commands[type].kind === 'write';
    const running =
      connection.pending && !writes
        ? connection.pending.then(() => this.run(type, ctx, checked))
        : this.run(type, ctx, checked);
    const done = running.then(
      (outcome) => {
        this.chargeCopy(userId, checked, outcome, size);
        this.answer(connection, id, outcome);
      },
      (error) => this.refuse(connection, id, type, error),
    );
    if (writes) connection.follow(done);
  }

  private answer(
    connection: SocketConnection,
    id: number | string,
    outcome: Outcome<unknown>,
  ): void {
    const frame = replyFrame(id, outcome.reply);
    this.rate.spend(connection.userId, priceOfAnswer(frame.length));
    connection.send(frame);
    if (outcome.changes.length > 0) this.hub.publish(outcome.changes, connection);
    if (outcome.ties) this.recheckPresence(outcome.ties);
  }

  private refuse(
    connection: SocketConnection,
    id: number | string | null,
    type: string,
    error: unknown,
  ): void {
    const masked = maskError(error, this.deps, { type });
    this.meter.countRefused(masked.code);
    connection.send(JSON.stringify({ id, ok: false, error: masked.toWire() }));
  }

  private read(connection: SocketConnection, raw: string | Uint8Array) {
    try {
      return parse(raw);
    } catch (error) {
      this.count(connection, BOUNDS.unreadable);
      throw error;
    }
  }

  private refuseLimited(connection: SocketConnection, retryAfterMs: number, points = 1): ApiError {
    this.count(connection, points);
    return new ApiError('rate_limited', { retryAfterMs });
  }

  private count(connection: SocketConnection, points: number): void {
    if (connection.ended || !connection.flood.add(points, this.deps.clock.now())) return;
    this.meter.countReached('flood');
    this.onFlood(connection.userId);
    this.rate.spend(connection.userId, Number.MAX_SAFE_INTEGER);
    connection.end(CLOSE.abuse, 'flood');
  }
}

function isUpType(type: string): type is UpType {
  return Object.hasOwn(UP, type);
}

/**
 * Finds the id of a frame that is not parsed, so that the client learns which request was refused: it stands at the
 * beginning or the end.
 */
function idOf(raw: string | Uint8Array): number | string | null {
  if (typeof raw !== 'string') return null;
  const id = '"id"\\s*:\\s*(?:(\\d{1,15})|"([\\w-]{1,64})")';
  const found =
    new RegExp(`^\\s*\\{\\s*${id}`).exec(raw.slice(0, 128)) ??
    new RegExp(`${id}\\s*\\}\\s*$`).exec(raw.slice(-128));
  return found?.[2] ?? (found?.[1] === undefined ? null : Number(found[1]));
}

function parse(raw: string | Uint8Array): { id: number | string; type: string; body: unknown } {
  if (typeof raw !== 'string') throw new ApiError('invalid', { field: 'frame' });
  let frame: unknown;
  try {
    frame = JSON.parse(raw);
  } catch {
    throw new ApiError('invalid', { field: 'frame' });
  }
  if (typeof frame !== 'object' || frame === null)
    throw new ApiError('invalid', { field: 'frame' });
  const { id, type, body } = frame as Record<string, unknown>;
  if (!(Number.isSafeInteger(id) || (typeof id === 'string' && id.length <= 64)))
    throw new ApiError('invalid', { field: 'id' });
  if (typeof type !== 'string') throw new ApiError('invalid', { field: 'type' });
  return { id: id as number | string, type, body };
}
