/**
 * What pieces of work cost, CPU in ms. The node's and PostgreSQL's are what `bun bench/cluster.ts` says of a message on this machine,
 * divided among the steps; how they are divided was chosen so that the figures of one, two and three nodes come out.
 */
export const COSTS = {
  node: {
    /** A command from its frame to the queue. */
    take: 0.006,
    /** A batch, and a command in it: scripts, parameters, what comes back. */
    batch: 0.15,
    command: 0.009,
    /** The answer to who sent it. */
    reply: 0.003,
    /** An event to a socket of this node. */
    deliver: 0.0055,
    /** A frame of another node, and a line of it whose chat nobody here is in. */
    frame: 0.12,
    foreignLine: 0.0002,
  },
  postgres: {
    batch: 0.35,
    command: 0.017,
    /** The context of a chat, read again because another node may have written. */
    context: 0.012,
  },
  redis: { frame: 0.0125, forNode: 0.0016 },
  /** The program that makes the load, for each frame that it sends or gets. */
  load: 0.004,
  /** One way between the processes of one machine, and how often a batch goes there and back before its commit. */
  wayMs: 0.05,
  rounds: 5,
  /** Syncing the log of PostgreSQL. */
  syncMs: 1.2,
};
export type Costs = typeof COSTS;
