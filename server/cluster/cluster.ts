import { machineTime } from '../data-clock.ts';
import type { Deps } from '../deps.ts';
import { createAnnouncements } from './announcements.ts';
import { SharedBudgets } from './budgets.ts';
import { BEAT_MS, Bus, type BusState, type Driver } from './bus.ts';
import { prefixOf, readHeader } from './frame.ts';
import { Inbox, type Listener, type LocalSockets } from './inbox.ts';
import { Neighbours } from './neighbours.ts';
import { FrameOutbox } from './outbox.ts';
import type { NodeRegister, RegisterState } from './register.ts';
import { RemotePresence } from './remote-presence.ts';
import { Repair, type RepairSteps } from './repair.ts';
import { ClusterError, NODE_TROUBLE } from './texts.ts';

/** A node that is not heard for so long is dead: with the time in which that is noticed its people are offline in ten seconds. */
const DEAD_MS = 7000;
/** While the bus is away, or a node of the database is not heard, devices ask the database this often for what others have said. */
const AWAY_MS = 3000;
/** Whose node ends in good order is at another one in this time, and was never away. */
const MOVE_MS = 5000;
/** Between two looks of half a second: this process was stopped, or its machine slept. */
const STOOD_MS = 2000;
const PRUNE_MS = 30_000;
/** People of one query. */
const SLICE = 500;

export type ClusterParts = {
  /** Of the node, and of this run of it. */
  node: string;
  name: string;
  driver: Driver;
  sockets: LocalSockets & { pruneGroups(): void };
  presence: {
    listOnline(): string[];
    announceElsewhere(userId: string, lastSeenAt: number | null): void;
    reviewHere: Listener['reviewPresence'];
  };
  endSessions: Listener['endSessions'];
  markNotified: Listener['markNotified'];
  repair: RepairSteps;
};

export type NodeState = { name: string; node: string; clockMs: number; silentMs: number };
export type ClusterState = {
  node: string;
  bus: BusState;
  nodes: NodeState[];
  gaps: number;
  repairs: number;
  peopleElsewhere: number;
} & RegisterState;

/** This node among the others. Nothing of it is loaded where there is only one. */
export class Cluster {
  readonly announce: ReturnType<typeof createAnnouncements>;
  readonly budgets: SharedBudgets;
  readonly presence: RemotePresence;
  /** Where the database has a table of its nodes. */
  register: NodeRegister | undefined;
  private readonly bus: Bus;
  private readonly outbox: FrameOutbox;
  private readonly inbox: Inbox;
  private readonly neighbours = new Neighbours();
  private readonly repair: Repair;
  private readonly timers: Timer[] = [];
  private gaps = 0;
  private stopped = false;
  private askedAt = 0;
  private lookedAt = 0;

  constructor(
    private readonly deps: Pick<Deps, 'db' | 'clock' | 'log'>,
    private readonly parts: ClusterParts,
  ) {
    const { name, driver, sockets } = parts;
    const own = prefixOf(name);
    this.bus = new Bus(driver, {
      own,
      log: deps.log,
      onFrame: (frame) => this.receive(frame),
      onReturn: () => this.return(),
    });
    this.outbox = new FrameOutbox({
      own,
      now: () => machineTime(deps.clock),
      isAlone: () => this.neighbours.size === 0,
      publish: (frame) => this.bus.publish(frame),
    });
    this.announce = createAnnouncements((line) => this.outbox.add(line));
    this.budgets = new SharedBudgets((line) => this.outbox.add(line));
    this.presence = new RemotePresence((userId, online, lastSeenAt) =>
      parts.presence.announceElsewhere(userId, online ? null : lastSeenAt),
    );
    this.repair = new Repair(parts.repair, deps.log);
    this.inbox = new Inbox(name, sockets, this.listener());
  }

  /** Rejects where the bus cannot be reached, or carries nothing. */
  async start(): Promise<void> {
    await this.bus.open();
    this.outbox.start();
    if (!(await this.bus.hearsItself())) {
      await this.stop();
      throw new ClusterError(NODE_TROUBLE.deaf(this.parts.driver.kind));
    }
    this.every(BEAT_MS, () => this.look());
    this.every(PRUNE_MS, () => this.parts.sockets.pruneGroups());
  }

  state(): ClusterState {
    const now = performance.now();
    return {
      node: this.parts.node,
      bus: this.bus.state(),
      nodes: this.neighbours.list().map(({ name, node, clockMs, heardAt }) => ({
        name,
        node,
        clockMs,
        silentMs: Math.round(now - heardAt),
      })),
      gaps: this.gaps,
      repairs: this.repair.count,
      peopleElsewhere: this.presence.count(),
      databaseClockMs: null,
      unheard: [],
      ...this.register?.state(),
    };
  }

  readonly isDeaf = (): boolean => !this.bus.isUp;

  /** A commit whose end nobody knows, say: every node compares what it has with the database. */
  repairEverywhere(): void {
    this.announce.unknown();
    this.repair.order();
  }

  hears = (name: string): boolean => this.neighbours.list().some((one) => one.name === name);

  /** The others take this node's people off a moment later. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearInterval(timer);
    this.budgets.stop();
    await this.register?.close();
    this.repair.stop();
    this.announce.bye();
    this.outbox.stop();
    // The frame is on its way when another turn has passed.
    await new Promise((resolve) => setTimeout(resolve, 20));
    this.bus.close();
  }

  private every(ms: number, run: () => void): void {
    const timer = setInterval(run, ms);
    timer.unref();
    this.timers.push(timer);
  }

  private receive(frame: string): void {
    const header = readHeader(frame);
    if (!header || this.stopped) return;
    const { name } = header;
    const verdict = this.neighbours.hear(header, performance.now(), machineTime(this.deps.clock));
    if (verdict === 'past') return;
    if (verdict === 'gap') this.noteGap(name);
    // Nothing was missed: this node has looked at the database since its connection stands, or is younger than that.
    if (verdict === 'joined') this.announce.ask(name);
    // Whoever comes, or comes back, has to look, where this node left something unsaid until it heard them.
    if (verdict !== 'next' && this.outbox.takeSilence()) this.announce.unknown();
    if (header.isBeat) return;
    try {
      this.inbox.read(name, frame);
    } catch (error) {
      // What could not be read may have been anything.
      this.deps.log.error('frame not read', { node: name, error });
      this.noteGap(name);
    }
  }

  private noteGap(name: string): void {
    this.gaps++;
    this.deps.log.info('bus gap', { node: name });
    this.announce.ask(name);
    this.repair.order();
  }

  /** What came meanwhile shows by the numbers of the next frames. */
  private return(): void {
    this.neighbours.excuse(performance.now());
    this.announce.ask();
    this.repair.order();
  }

  private look(): void {
    const now = performance.now();
    // Nobody can be called dead by one who is deaf, or stood still: what they said meanwhile is not read yet.
    if (!this.bus.isUp || now - this.lookedAt > STOOD_MS) this.neighbours.excuse(now);
    this.lookedAt = now;
    const isMissing = !this.bus.isUp || (this.register?.state().unheard.length ?? 0) > 0;
    if (isMissing && now - this.askedAt >= AWAY_MS) {
      this.askedAt = now;
      this.repair.order();
    }
    for (const node of this.neighbours.takeSilent(now, DEAD_MS)) {
      this.deps.log.warn('node lost', { node });
      this.forgetPresence(node);
      // It may have committed what it could not announce any more.
      this.repair.order();
    }
  }

  private forgetPresence(node: string): void {
    void this.announceGone(this.presence.drop(node));
  }

  /** When they were last seen stands in the database; a node that was killed has not written down the end. */
  private async announceGone(userIds: readonly string[]): Promise<void> {
    const { db, clock, log } = this.deps;
    for (let at = 0; at < userIds.length; at += SLICE) {
      const slice = userIds.slice(at, at + SLICE);
      const seen = await db.read(db.sessions.lastSeen(slice)).catch((error: unknown) => {
        log.warn('last seen not read', { error });
        return new Map<string, number>();
      });
      for (const userId of slice)
        if (!this.presence.isOnline(userId))
          this.parts.presence.announceElsewhere(userId, seen.get(userId) ?? clock.now());
    }
  }

  private listener(): Listener {
    const { parts } = this;
    const failed = (error: unknown): void => this.deps.log.warn('settings not read', { error });
    return {
      endSessions: parts.endSessions,
      reviewPresence: parts.presence.reviewHere,
      changeSettings: () => void parts.repair.reloadSettings().catch(failed),
      setPerson: (node, userId, lastSeenAt) => this.presence.setPerson(node, userId, lastSeenAt),
      setSession: (node, sessionId, isLookedAt) =>
        this.presence.setSession(node, sessionId, isLookedAt),
      replacePresence: (node, people, sessions) =>
        void this.announceGone(this.presence.replace(node, people, sessions)),
      sendSnapshot: () => this.announce.sendSnapshot(parts.presence.listOnline()),
      countBudget: (text) => this.budgets.receive(text),
      markNotified: parts.markNotified,
      repair: () => this.repair.order(),
      endNode: (node) => {
        this.neighbours.forget(node);
        setTimeout(() => this.forgetPresence(node), MOVE_MS).unref();
      },
    };
  }
}
