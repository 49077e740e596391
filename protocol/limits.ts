/** Limits of the wire, the same on both sides. Plain numbers; lengths of text are UTF-16 code units (`string.length`). */
export const LIMITS = {
  text: 4096,
  displayName: 64,
  about: 160,
  fileName: 255,
  /** Files of one message. */
  messageFiles: 10,
  /** Milliseconds of a video or a voice message. */
  fileDurationMs: 86_400_000,
  /** Pixels of one side of a picture, as its sender may claim them. */
  fileSide: 100_000,
  /** Letters of base64: a blurred picture of 25 bytes, and the loudness of a voice message. */
  thumbhash: 40,
  waveform: 128,
  /** Bytes of a thumb that a client makes. */
  thumbBytes: 65_536,
  /** Of a picture that is to be an avatar: bytes, and pixels of its sides. */
  avatarBytes: 262_144,
  avatarSideMin: 64,
  avatarSideMax: 1024,
  usernameMin: 3,
  usernameMax: 32,
  passwordMin: 8,
  /** A ceiling, so that hashing cannot be made expensive; argon2id itself has none that matters. */
  passwordMax: 256,
  deviceName: 64,
  query: 128,
  /** Bytes of one WebSocket frame from a client; a larger one closes the socket (1009). */
  frameBytes: 65_536,
  /** Bytes of a JSON request body. */
  bodyBytes: 262_144,
  /** Messages in one page of `history`. */
  historyPage: 100,
  /** Chats in one page of `sync`. */
  syncChats: 100,
  /** Messages of one page of `sync`, after which no further chat is begun. */
  syncMessages: 1500,
  /** Bytes of one page of anything (`sync`, `history`, pins, search, chats), after which it ends: what a slow line carries in seconds. */
  pageBytes: 524_288,
  /** A chat with more unseen messages than this is answered with its newest ones and `reset`. */
  syncGap: 100,
  /** How many of the newest messages come with `reset` or with a chat new to the device. */
  syncHead: 30,
  /** Entries of a cursor. */
  cursorChats: 10_000,
  searchPage: 30,
  people: 20,
  watched: 500,
  /** Seconds that a long-poll may wait. */
  waitMax: 25,
  entities: 100,
  /** Bytes of a message's formatting as JSON: a hundred links of full length would be fifty times its text. */
  entityBytes: 16_384,
  url: 2048,
  /** Hours in which one's own message can be edited, or deleted for everyone. */
  editHours: 48,
  /** Reactions of one person on one message, and different ones on one message. */
  reactionsEach: 3,
  reactionKinds: 50,
  /** Who reacted is listed in the message itself up to here; `message.info` has them all. */
  reactors: 5,
  groupMembers: 1000,
  groupTitle: 64,
  /** A chat snapshot lists up to this many members; `member.list` has them all. */
  membersInline: 30,
  /** Messages of one delete, forward or copy. */
  selection: 100,
  /** Messages that one person has deleted for themselves in a chat; beyond it there is clearing the history. */
  hidden: 1000,
  /** Voice messages of a chat of which it is known that one person has heard them; older ones count as heard. */
  played: 100,
  pins: 100,
  drafts: 4096,
  invites: 50,
  /** Chats that one person has made, groups and direct ones, left ones too: each is rows for ever. */
  chatsMade: 2000,
  /** Chats that one person is in; beyond it no one can add them to another group. A cursor has to name them all. */
  chatsIn: 3000,
  /** People whom one person has blocked. */
  blocks: 1000,
  /** People who wait to be let into one group. */
  joinRequests: 500,
  /** Devices that are signed in to one account; the one unused for longest is signed out. */
  sessions: 100,
  /** People and reactions in the reply of `message.info`. */
  infoPeople: 1000,
  infoReactions: 1000,
  /** Unread is counted up to here; the client shows "999+". */
  unread: 1000,
  /** Milliseconds for which a call rings; between two words of a device in it; and of silence beyond that, until it is out. */
  callRingMs: 45_000,
  callBeatMs: 10_000,
  callGraceMs: 30_000,
  /** People in one call: each sends to each. With video while any of them sends some. */
  callPeople: 8,
  callVideoPeople: 4,
  /** A call rings for all members of a group up to this many; in a larger one it is there to be entered. */
  callRings: 32,
  /** Letters of what devices tell each other to connect. */
  callSdp: 32_768,
  callCandidate: 2048,
  /** Messages, system messages and tombstones too, that `chat.stats` looks at. */
  counted: 5_000,
} as const;
