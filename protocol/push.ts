import { type Static, Type } from '@sinclair/typebox';
import { LIMITS } from './limits.ts';
import { Empty, Nullable } from './shapes.ts';

/** How much of a message a notification says on that device: all, who wrote where, or only that something is new. */
export const NotificationContent = Type.Union([
  Type.Literal('full'),
  Type.Literal('name'),
  Type.Literal('nothing'),
]);
export type NotificationContent = Static<typeof NotificationContent>;
export const PushLanguage = Type.Union([Type.Literal('fa'), Type.Literal('en')]);
export type PushLanguage = Static<typeof PushLanguage>;
export const GroupNotifications = Type.Union([
  Type.Literal('all'),
  Type.Literal('mentions'),
  Type.Literal('none'),
]);
export type GroupNotifications = Static<typeof GroupNotifications>;

/** Minute of the day. */
const Minute = Type.Integer({ minimum: 0, maximum: 1439 });
/**
 * From `from` until before `to`, over midnight where `to` is the earlier one, all day where they are the same; by the
 * clock of an IANA time zone.
 */
export const QuietHours = Type.Object({
  from: Minute,
  to: Minute,
  timeZone: Type.String({ minLength: 1, maxLength: 64 }),
});
export type QuietHours = Static<typeof QuietHours>;

/**
 * When a person is notified, on all devices. A muted chat is silent; `mentions`: a mention of the person, or a reply to
 * them, breaks through that and through `groups: 'none'`. Nothing breaks through the quiet hours.
 */
export const NotificationSettings = Type.Object({
  people: Type.Boolean(),
  groups: GroupNotifications,
  mentions: Type.Boolean(),
  reactions: Type.Boolean(),
  quiet: Type.Union([QuietHours, Type.Null()]),
});
export type NotificationSettings = Static<typeof NotificationSettings>;

/** This device as the push services know it. */
export const PushDevice = Type.Object({ language: PushLanguage, content: NotificationContent });
export type PushDevice = Static<typeof PushDevice>;
/** `publicKey`: the `applicationServerKey` of `pushManager.subscribe`. `device`: null: this session has no subscription. */
export const PushReply = Type.Object({
  publicKey: Type.String(),
  device: Type.Union([PushDevice, Type.Null()]),
  settings: NotificationSettings,
});
export type PushReply = Static<typeof PushReply>;

/**
 * The subscription of this session, as `PushSubscription.toJSON` has it; it takes the place of the one before, so
 * asking twice is harmless. `push_service_unknown`: the endpoint is of no push service that this server sends to.
 * `forbidden`: another account that is signed in has this endpoint; subscribe anew in the browser.
 */
export const PushSubscribeBody = Type.Object({
  endpoint: Type.String({ maxLength: LIMITS.url }),
  p256dh: Type.String({ pattern: '^B[A-Za-z0-9_-]{86}$' }),
  auth: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }),
  language: PushLanguage,
  content: NotificationContent,
});
export type PushSubscribeBody = Static<typeof PushSubscribeBody>;

/** What is absent stays. */
export const PushSettingsBody = Type.Partial(NotificationSettings);
export type PushSettingsBody = Static<typeof PushSettingsBody>;

/**
 * What became of a push to this session's own device. `sent`: the push service took it. `none`: there is no
 * subscription. `gone`: the service knows it no longer, and it is deleted here. `refused`: by the service, with its
 * `status`. `unreachable`: the service did not answer.
 */
export const PushTestReply = Type.Object({
  result: Type.Union([
    Type.Literal('sent'),
    Type.Literal('none'),
    Type.Literal('gone'),
    Type.Literal('refused'),
    Type.Literal('unreachable'),
  ]),
  status: Nullable(Type.Integer()),
});
export type PushTestReply = Static<typeof PushTestReply>;

/** The requests: type, schema of the body, schema of the reply. Their routes are in `rest.ts`. */
export const PUSH_REQUESTS = {
  'push.get': { body: Empty, reply: PushReply },
  'push.subscribe': { body: PushSubscribeBody, reply: Empty },
  'push.unsubscribe': { body: Empty, reply: Empty },
  'push.settings': { body: PushSettingsBody, reply: PushReply },
  'push.test': { body: Empty, reply: PushTestReply },
} as const;
