import { type Static, Type } from '@sinclair/typebox';
import { LIMITS } from './limits.ts';
import { ClientId, Id, Nullable, Seq, Time } from './shapes.ts';

export const CallMedia = Type.Union([Type.Literal('audio'), Type.Literal('video')]);
export type CallMedia = Static<typeof CallMedia>;

/**
 * How a call ended. `answered`: somebody came, and then hung up. `lost`: a device was not heard of for too long. Without an
 * answer: `declined`, `cancelled` by who began it, `busy` (in another call), or `missed`.
 */
export const CallOutcome = Type.Union([
  Type.Literal('answered'),
  Type.Literal('lost'),
  Type.Literal('declined'),
  Type.Literal('cancelled'),
  Type.Literal('busy'),
  Type.Literal('missed'),
]);
export type CallOutcome = Static<typeof CallOutcome>;

/** `busy`: in another call, so that no device of theirs rings; `missed`: it has rung until the end. */
export const CallPersonState = Type.Union([
  Type.Literal('ringing'),
  Type.Literal('in'),
  Type.Literal('left'),
  Type.Literal('declined'),
  Type.Literal('busy'),
  Type.Literal('missed'),
]);
export type CallPersonState = Static<typeof CallPersonState>;
export const CallPerson = Type.Object({ userId: Id, state: CallPersonState });
export type CallPerson = Static<typeof CallPerson>;

/** The name that a page gives itself for its calls: it keeps it through a reload, and comes back as itself. */
export const DeviceName = Type.String({ pattern: '^[A-Za-z0-9_-]{8,32}$' });

/** What a device in a call sends, as the others show it. */
export const CallShows = Type.Object({
  muted: Type.Boolean(),
  camera: Type.Boolean(),
  screen: Type.Boolean(),
});
export type CallShows = Static<typeof CallShows>;

/** A device in the call; of one person there is one at most. */
export const CallDevice = Type.Object({
  userId: Id,
  device: DeviceName,
  joinedAt: Time,
  ...CallShows.properties,
});
export type CallDevice = Static<typeof CallDevice>;

/**
 * A call as the server knows it, which alone decides: of two copies the one with the higher `rev` is newer, and each state is
 * whole, so a missed one needs no repair. `people`: who is in it, whom it rings, and who was; of a group with more members
 * than `LIMITS.callRings` only those who have come, since such a call rings nobody. It rings for a person whose state is
 * `ringing`; where the person is `in` with another device, it was answered elsewhere. `ringUntil` and the other times are
 * the server's. `outcome`: once `endedAt` is set.
 */
export const CallState = Type.Object({
  id: Id,
  chatId: Id,
  media: CallMedia,
  startedBy: Id,
  startedAt: Time,
  ringUntil: Time,
  answeredAt: Nullable(Type.Integer()),
  endedAt: Nullable(Type.Integer()),
  outcome: Type.Optional(CallOutcome),
  people: Type.Array(CallPerson),
  devices: Type.Array(CallDevice),
  rev: Seq,
});
export type CallState = Static<typeof CallState>;

const One = { chatId: Id, callId: Id };
const Shown = { device: DeviceName, ...CallShows.properties };

/**
 * Begins a call, and enters it. Where the chat has one already it is entered (both dial at once: one call). A retry gets the
 * call of the first try, which may be over. `call_full`: too many are in it. `not_delivered`: as `message.send` answers
 * it, and where the other has not accepted the asker's request. One is in one call at a time: this leaves another.
 */
export const CallStartBody = Type.Object({
  chatId: Id,
  clientId: ClientId,
  media: CallMedia,
  ...Shown,
});
export type CallStartBody = Static<typeof CallStartBody>;
/**
 * Answers, enters, or returns. Where the call is over, or another device of the person is in it, nothing changes and the
 * state says so; `move` takes it over from that device.
 */
export const CallJoinBody = Type.Object({
  ...One,
  ...Shown,
  move: Type.Optional(Type.Boolean()),
});
export type CallJoinBody = Static<typeof CallJoinBody>;
/** On all devices of the person. Changes nothing where it does not ring for them. */
export const CallDeclineBody = Type.Object(One);
export type CallDeclineBody = Static<typeof CallDeclineBody>;
/** Hangs up; before an answer, who began the call cancels it. Nothing where this device is not in it. */
export const CallLeaveBody = Type.Object({ ...One, device: DeviceName });
export type CallLeaveBody = Static<typeof CallLeaveBody>;
/**
 * "I am here, and send this." To be repeated every `LIMITS.callBeatMs`, and at once when it changes: a device that is not
 * heard of for `LIMITS.callGraceMs` more is out. Nothing where the device is not in the call: the state says so.
 */
export const CallUpdateBody = Type.Object({ ...One, ...Shown });
export type CallUpdateBody = Static<typeof CallUpdateBody>;
export const CallReply = Type.Object({ call: CallState });
export type CallReply = Static<typeof CallReply>;
/** Calls that go on in the asker's chats: what a device asks when it has connected, or was reloaded. */
export const CallListBody = Type.Object({});
export const CallListReply = Type.Object({ calls: Type.Array(CallState) });

/** What two devices tell each other to connect, as WebRTC has it: the server carries it and reads none of it. */
export const CallSignalData = Type.Union([
  Type.Object({
    kind: Type.Literal('description'),
    type: Type.Union([Type.Literal('offer'), Type.Literal('answer')]),
    sdp: Type.String({ maxLength: LIMITS.callSdp }),
  }),
  Type.Object({
    kind: Type.Literal('candidate'),
    candidate: Type.String({ maxLength: LIMITS.callCandidate }),
    sdpMid: Nullable(Type.String({ maxLength: 64 })),
    sdpMLineIndex: Nullable(Type.Integer({ minimum: 0, maximum: 255 })),
    usernameFragment: Type.Optional(Nullable(Type.String({ maxLength: 256 }))),
  }),
]);
export type CallSignalData = Static<typeof CallSignalData>;
const CallEnd = Type.Object({ userId: Id, device: DeviceName });
/** From a device in the call to another in it; `not_found` where one of them is not. They arrive in their order. */
export const CallSignalBody = Type.Object({
  ...One,
  device: DeviceName,
  to: CallEnd,
  data: CallSignalData,
});
export type CallSignalBody = Static<typeof CallSignalBody>;

/** Event: a call has begun, changed or ended. To all who may enter it. */
export const CallChanged = Type.Object({ call: CallState });
/** Event to the session of one device in the call; another page of that session leaves it alone. */
export const CallSignalled = Type.Object({
  ...One,
  from: CallEnd,
  to: DeviceName,
  data: CallSignalData,
});
export type CallSignalled = Static<typeof CallSignalled>;

/** The requests: type, schema of the body, schema of the reply. Their routes are in `rest.ts`. */
export const CALL_REQUESTS = {
  'call.start': { body: CallStartBody, reply: CallReply },
  'call.join': { body: CallJoinBody, reply: CallReply },
  'call.decline': { body: CallDeclineBody, reply: CallReply },
  'call.leave': { body: CallLeaveBody, reply: CallReply },
  'call.update': { body: CallUpdateBody, reply: CallReply },
  'call.signal': { body: CallSignalBody, reply: Type.Object({}) },
  'call.list': { body: CallListBody, reply: CallListReply },
} as const;
