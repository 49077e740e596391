type Node = { people: Set<string>; sessions: Set<string> };

/** Called where a person comes to be, or ceases to be, online at any other node. */
type OnChange = (userId: string, online: boolean, lastSeenAt: number | null) => void;

/**
 * Who is online at the other nodes, by node: what a node has said ends with it. Every node holds all of it, so that asking
 * costs nothing, and a Redis that begins anew has lost nothing.
 */
export class RemotePresence {
  private readonly nodes = new Map<string, Node>();

  constructor(private readonly onChange: OnChange) {}

  isOnline(userId: string): boolean {
    for (const { people } of this.nodes.values()) if (people.has(userId)) return true;
    return false;
  }

  /** Whether a page of that session is looked at there. */
  isActive(sessionId: string): boolean {
    for (const { sessions } of this.nodes.values()) if (sessions.has(sessionId)) return true;
    return false;
  }

  setPerson(node: string, userId: string, lastSeenAt: number | null): void {
    const { people } = this.nodeOf(node);
    const before = this.isOnline(userId);
    if (lastSeenAt === null) people.add(userId);
    else people.delete(userId);
    if (before !== this.isOnline(userId)) this.onChange(userId, !before, lastSeenAt);
  }

  setSession(node: string, sessionId: string, isLookedAt: boolean): void {
    const { sessions } = this.nodeOf(node);
    if (isLookedAt) sessions.add(sessionId);
    else sessions.delete(sessionId);
  }

  /** All that there is at a node. */
  replace(node: string, people: readonly string[], sessions: readonly string[]): string[] {
    const before = this.nodeOf(node).people;
    this.nodes.set(node, { people: new Set(people), sessions: new Set(sessions) });
    for (const userId of people)
      if (!before.has(userId) && !this.isElsewhere(node, userId)) this.onChange(userId, true, null);
    const present = this.nodeOf(node).people;
    return [...before].filter((userId) => !present.has(userId) && !this.isOnline(userId));
  }

  /** Returns who was online there and is nowhere else. */
  drop(node: string): string[] {
    const gone = [...(this.nodes.get(node)?.people ?? [])];
    this.nodes.delete(node);
    return gone.filter((userId) => !this.isOnline(userId));
  }

  count(): number {
    let count = 0;
    for (const { people } of this.nodes.values()) count += people.size;
    return count;
  }

  private isElsewhere(node: string, userId: string): boolean {
    for (const [name, { people }] of this.nodes)
      if (name !== node && people.has(userId)) return true;
    return false;
  }

  private nodeOf(node: string): Node {
    let known = this.nodes.get(node);
    if (!known) {
      known = { people: new Set(), sessions: new Set() };
      this.nodes.set(node, known);
    }
    return known;
  }
}
