import { CLOSE } from '../../protocol/close.ts';
import type { Event } from '../../protocol/down.ts';
import type { HelloBody, HelloReply } from '../../protocol/sync.ts';
import type { UpBody, UpReply, UpType } from '../../protocol/up.ts';
import { backoff } from './backoff.ts';
import type { Cancel, Env } from './env.ts';
import { Heartbeat } from './heartbeat.ts';
import { OpenRequests } from './open-requests.ts';
import { ApiError, type ConnectionState, codeOf } from './services.ts';
import { Writable } from './store.ts';

const OPEN_MS = 15_000;
const REPLY_MS = 20_000;
/** The reply to hello carries a whole page of changes, and the link may be slow. */
const HELLO_MS = 45_000;
/** A connection that lasted this long was a good one: the next wait begins small again. */
const STEADY_MS = 10_000;
/**
 * After so many attempts in a row, each refused although the server replies to HTTP, a proxy seems to let no sockets
 * through.
 */
const BLOCKED = 2;
/** It was so the last time: then one refusal is enough. */
const BLOCKED_NOTE = 'payambar:no-sockets';
/** A server that is older than this version of the app may be upgraded at any time. */
const OUTDATED_MS = 300_000;

/** What does the socket's work where none comes through; it has been greeted already. */
export type FallbackTransport = {
  reply: HelloReply;
  sent: HelloBody;
  /** `ended`: the server cannot be reached by HTTP either. */
  start(ended: () => void): void;
  request<T extends UpType>(type: T, body: UpBody<T>, timeoutMs: number): Promise<UpReply<T>>;
  stop(): void;
};

export type SocketHooks = {
  /** The first request; it is read when the socket is open, so that the cursor is the newest. */
  hello(): Promise<HelloBody>;
  opened(reply: HelloReply, sent: HelloBody): void;
  event(event: Event): void;
  /** Whether the person looks at the app: only then is a silent link worth a question. */
  active(): boolean;
  /** Browsers hide why a socket was refused. Returns false when the session has ended. */
  sessionAlive(): Promise<boolean>;
  /** Another way to the server; rejects where there is none. */
  standIn(): Promise<FallbackTransport>;
  /** The session is over: `ended` when it was ended on purpose, otherwise it had expired. */
  signedOut(ended: boolean): void;
};

/** One WebSocket, kept alive: back-off, hello first, replies by id, dead links noticed. */
export class ClientSocket {
  readonly connection: Writable<ConnectionState>;
  private ws: WebSocket | undefined;
  private readonly requests: OpenRequests;
  private readonly heartbeat: Heartbeat;
  private timer: Cancel | undefined;
  private attempt = 0;
  private since: number;
  private stopped = true;
  private returnAfter: number | null = null;
  private fallback: FallbackTransport | undefined;
  private going = false;

  constructor(
    private readonly env: Env,
    private readonly hooks: SocketHooks,
  ) {
    this.since = env.now();
    this.connection = new Writable<ConnectionState>({ state: 'connecting', since: this.since });
    this.requests = new OpenRequests(env);
    this.heartbeat = new Heartbeat(env, {
      active: hooks.active,
      ask: (ms) => this.request('presence.set', { active: hooks.active() }, ms),
      dead: () => this.lost(0),
    });
  }

  start(): void {
    this.stopped = false;
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    this.leaveStandIn();
    this.drop();
  }

  /** The person waits (a tap, `online`, the page is shown again): connect now, or ask whether the link still lives. */
  nudge(): void {
    if (this.stopped) return;
    const { state } = this.connection.get();
    if (state === 'waiting' || this.fallback) this.connect();
    else if (state === 'online') this.heartbeat.check();
  }

  /** Whether a connection is being made, by one way or the other. */
  get trying(): boolean {
    return this.connection.get().state === 'connecting' || this.going;
  }

  /** Rejects with `ApiError`; `offline` when the reply is lost, whether or not the server acted. */
  request<T extends UpType>(type: T, body: UpBody<T>, timeoutMs = REPLY_MS): Promise<UpReply<T>> {
    if (this.connection.get().state !== 'online') return Promise.reject(new ApiError('offline'));
    if (this.fallback) return this.fallback.request(type, body, timeoutMs);
    return this.ask(type, body, timeoutMs);
  }

  private ask<T extends UpType>(type: T, body: UpBody<T>, timeoutMs: number): Promise<UpReply<T>> {
    const { id, reply } = this.requests.add(timeoutMs);
    this.ws?.send(JSON.stringify({ id, type, body }));
    return reply as Promise<UpReply<T>>;
  }

  private connect(): void {
    this.drop();
    if (!this.fallback) this.connection.set({ state: 'connecting', since: this.since });
    const ws = this.env.openSocket();
    this.ws = ws;
    this.timer = this.env.after(OPEN_MS, () => this.refused());
    ws.onopen = () => void this.greet(ws);
    ws.onmessage = ({ data }) => this.hear(data);
    ws.onclose = ({ code }) => this.closed(code);
  }

  private async greet(ws: WebSocket): Promise<void> {
    this.timer?.();
    try {
      const body = await this.hooks.hello();
      if (this.ws !== ws) return;
      const reply = await this.ask('hello', body, HELLO_MS);
      if (this.ws !== ws) return;
      this.timer = this.env.after(STEADY_MS, () => {
        this.attempt = 0;
      });
      this.leaveStandIn();
      if (this.env.notes.get(BLOCKED_NOTE)) this.env.notes.set(BLOCKED_NOTE, null);
      this.connection.set({ state: 'online' });
      this.heartbeat.start();
      this.hooks.opened(reply, body);
    } catch (error) {
      if (this.ws !== ws) return;
      const code = codeOf(error);
      if (code === 'unauthorized') this.refused();
      else if (code === 'version_unsupported') this.outdated();
      else this.lost(error instanceof ApiError ? error.retryAfterMs : null);
    }
  }

  private hear(data: unknown): void {
    this.heartbeat.heard();
    let frame: Record<string, unknown>;
    try {
      frame = JSON.parse(String(data)) as Record<string, unknown>;
    } catch {
      return;
    }
    if ('id' in frame) this.requests.settle(frame as never);
    else this.happened(frame as unknown as Event);
  }

  private happened(event: Event): void {
    if (event.type === 'server.closing') this.returnAfter = event.body.retryAfterMs;
    else if (event.type === 'session.ended') this.signOut(true);
    else this.hooks.event(event);
  }

  private closed(code: number): void {
    if (code === CLOSE.revoked) this.signOut(true);
    else if (this.connection.get().state !== 'online') this.refused();
    else if (code === CLOSE.abuse) this.lost(30_000);
    else this.lost(this.returnAfter);
  }

  /** It did not come to a hello: the network, or the session? Asked now and then only, since it is one more request. */
  private refused(): void {
    const tries = this.attempt;
    const asks = !this.fallback && !this.going && (tries === 0 || tries % 3 === BLOCKED);
    const around = asks && tries >= (this.env.notes.get(BLOCKED_NOTE) ? 0 : BLOCKED);
    this.going ||= around;
    this.lost(this.returnAfter);
    if (asks) void this.lookAround(around);
  }

  private async lookAround(around: boolean): Promise<void> {
    const alive = await this.hooks.sessionAlive();
    const found =
      alive && around && !this.stopped
        ? await this.hooks.standIn().catch(() => undefined)
        : undefined;
    if (around) this.going = false;
    if (!alive && !this.stopped) this.signOut(false);
    if (found) this.goAround(found);
  }

  /** The socket is tried on meanwhile, and takes over when it comes through. */
  private goAround(found: FallbackTransport): void {
    if (this.stopped || this.connection.get().state === 'online') {
      found.stop();
      return;
    }
    this.fallback = found;
    this.env.notes.set(BLOCKED_NOTE, '1');
    this.connection.set({ state: 'online', polling: true });
    found.start(() => this.standInEnded(found));
    this.hooks.opened(found.reply, found.sent);
  }

  private standInEnded(which: FallbackTransport): void {
    if (this.fallback !== which) return;
    this.leaveStandIn();
    this.since = this.env.now();
    // If the server is still there the next refusal finds the way around again.
    this.attempt = 1;
    this.lost(0);
  }

  private leaveStandIn(): void {
    this.fallback?.stop();
    this.fallback = undefined;
  }

  private outdated(): void {
    this.drop();
    this.leaveStandIn();
    this.connection.set({ state: 'outdated' });
    this.timer = this.env.after(OUTDATED_MS, () => this.connect());
  }

  private lost(afterMs: number | null): void {
    if (!this.fallback && this.connection.get().state === 'online') this.since = this.env.now();
    const wait = afterMs ?? backoff(this.attempt, this.env.random);
    this.attempt += 1;
    this.returnAfter = null;
    this.drop();
    if (this.stopped) return;
    if (wait === 0) {
      this.connect();
      return;
    }
    const retryAt = this.env.now() + wait;
    this.timer = this.env.after(wait, () => this.connect());
    if (!this.fallback) this.connection.set({ state: 'waiting', retryAt, since: this.since });
  }

  private signOut(ended: boolean): void {
    this.stop();
    this.connection.set({ state: 'signed-out' });
    this.hooks.signedOut(ended);
  }

  /** A dead link can take minutes to report its close, so the old socket is left without a listener. */
  private drop(): void {
    this.timer?.();
    this.heartbeat.stop();
    const { ws } = this;
    this.ws = undefined;
    if (ws) {
      ws.onopen = null;
      ws.onmessage = null;
      ws.onclose = null;
      ws.close();
    }
    this.requests.drop();
  }
}
