/**
 * The version of the wire. A test hashes the schemas of `up.ts` and `down.ts`; when it fails, raise this number, add a
 * line of history, and keep `PROTOCOL_FLOOR` at the lowest version that the server still serves. Servers are upgraded
 * before clients, so a server must understand older clients, and never the other way round.
 *
 * 1  the first server: accounts, direct and saved-messages chats, text, marks, presence, search, sync
 * 2  what a message can be (edit, delete, reply, forward, reactions, pins, formatting), groups, own settings of chats,
 *    requests and blocks. Only optional fields are new in what version 1 sends, so it is still served
 * 3  files, calls and sealed texts that were brought over from the older program; drafts that answer a message;
 *    `limit_reached`; `unreadAt`; administration. Only optional fields and one kind of message are new
 * 4  bounds: times and whole numbers have a last one, pages end by their bytes, `chat.list` has pages, `formatting_long`,
 *    `daily_limit`; a name is refused as empty, long or hidden (`name_empty`, `name_long`). Only optional fields and
 *    codes are new, and `chat.delete`: the owner deletes a group
 * 5  why a group is gone (`why`, `taken`), and the line of a pin in chats of two and in saved messages. Only optional fields
 *    are new
 * 6  the field's words: `receiptRev`, `memberRev`, `settings`, `othersReceipts`, `pinnedSeq`, `pinCount` of a chat; `system`
 *    (a kind, too) and `ownReactions` of a message; `receipts.moved`, `chat.settings`; `matches` of a hit, `label` of an
 *    invitation, `action` of an audit entry. No earlier word is understood, so version 6 is the lowest
 * 7  files in messages: uploads, `files` of `message.send`, kinds and thumbs of files, forwards of files, `chat.files`; their
 *    refusals. Only optional fields, codes and that request are new
 * 8  `chat.stats`: how many messages a chat has, and since when. Only that request is new
 * 9  links among what is shared in a chat: `link` of the `kinds` of `chat.files`. Only that is new
 * 10 pictures of people and groups: `avatar`, and the line that says it of a group. Only optional fields and that are new
 * 11 Web Push: `push.get`, `push.subscribe`, `push.unsubscribe`, `push.settings`, `push.test`, and
 *    `push_service_unknown`. Only these are new
 * 12 which voice messages were heard: `message.played`, `played` of a message and of a chat's `settings`;
 *    `protocol` of `sync`. Only these are new
 * 13 calls: `call.start`, `call.join`, `call.decline`, `call.leave`, `call.update`, `call.signal`, `call.list`, their events, and
 *    `call_full`; `outcome`, `people`, `missed` and video in the line of a call. Only these are new
 * 14 the relay of calls: `call.servers`. Only that request is new
 */
export const PROTOCOL_VERSION = 14;
export const PROTOCOL_FLOOR = 6;
