/**
 * What one account, address or stranger may take of the server beside the limits of the wire (protocol/limits.ts). Each
 * has its reason; docs/limits.md lists all of both. Sizes are bytes, times milliseconds.
 */
export const BOUNDS = {
  /** Sockets of one account: a device has one. A thousand of one account made the messages of all others wait. */
  socketsOfAccount: 32,
  /** Upgrades of one account at once, and how often another: each reads all groups, and `hello` a page. */
  upgradesOfAccount: { tokens: 100, perMs: 50_000 },
  /** Long-polls of one account that wait. One more ends the oldest, whose device has mostly gone. */
  pollsOfAccount: 8,
  /** Bytes of a frame that are parsed for the price of one request; a full frame costs nine. */
  frameStep: 8_192,
  /** Bytes of a reply for the price of one request: writing and compressing them takes the one thread. */
  answerStep: 65_536,
  /** Points after which a socket is closed as a flood, and how many it loses in a second. */
  flood: { most: 3000, perSecond: 100 },
  /** Upgrades that a flood costs its account: the fifth in a row waits ten seconds for the next socket. */
  floodUpgrades: 20,
  /** Points of a frame that cannot be parsed: no client sends one, so fifty in a second are no mistake. */
  unreadable: 60,
  /** Points of a frame beyond the rate that does not say its id where it is looked for: it may be anything. */
  nameless: 10,
  /** Points of a ping beyond the rate. */
  ping: 10,
  /** What a row costs beside its words, for the quota of a day. */
  rowBytes: 200,
  /** Lines of one event in the log: so many at once, then one a second; a line says how many were left out. */
  logLines: { tokens: 200, perMs: 200_000 },
  /** Bytes of one request that brings a file: a client that knows no parts sends it whole. All others: `LIMITS.bodyBytes`. */
  partBytes: 1e15,
  /** Uploads of one account under way: each is a row and a file. */
  uploadsOfAccount: 200,
  /** Chats of one slice of a page; between slices other requests have their turn. */
  sliceChats: 8,
  /** The same where the database works beside the thread, and each slice is some questions and their answers on the line. */
  sliceChatsApart: 50,
  /** Of the one thread that a search takes in a turn, and in all; then `next` says where to go on. */
  searchSlice: 4,
  searchBudget: 250,
  /** Searches under way of one account (what was typed on meanwhile, a second device), and of all. */
  searchesOfAccount: 4,
  searches: 400,
} as const;

/** Which bound was reached, for /metrics. Refusals of commands are counted by their code. */
export type Bound = 'sockets_of_account' | 'sockets_of_address' | 'upgrades' | 'polls' | 'flood';
