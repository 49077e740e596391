/**
 * The closed list of errors. `status` is the HTTP status of the REST route. `who` can act: the `user` (change the
 * input), the `client` (a program's mistake), the `server` (its owner), or only `time` (wait, then try again). `retry`:
 * whether the same request can succeed later unchanged, so an outbox keeps it queued. The sentence for people is the
 * client's, by code and language.
 */
export const ERRORS = {
  invalid: { status: 400, who: 'client', retry: false },
  unknown_type: { status: 400, who: 'client', retry: false },
  version_unsupported: { status: 426, who: 'user', retry: false },
  unauthorized: { status: 401, who: 'user', retry: false },
  credentials_wrong: { status: 401, who: 'user', retry: false },
  account_disabled: { status: 403, who: 'user', retry: false },
  forbidden: { status: 403, who: 'user', retry: false },
  origin_forbidden: { status: 403, who: 'client', retry: false },
  registration_closed: { status: 403, who: 'user', retry: false },
  invite_required: { status: 403, who: 'user', retry: false },
  not_found: { status: 404, who: 'user', retry: false },
  method_not_allowed: { status: 405, who: 'client', retry: false },
  username_taken: { status: 409, who: 'user', retry: false },
  username_invalid: { status: 400, who: 'user', retry: false },
  name_empty: { status: 400, who: 'user', retry: false },
  name_long: { status: 400, who: 'user', retry: false },
  name_invalid: { status: 400, who: 'user', retry: false },
  password_short: { status: 400, who: 'user', retry: false },
  password_long: { status: 400, who: 'user', retry: false },
  text_empty: { status: 400, who: 'user', retry: false },
  text_long: { status: 400, who: 'user', retry: false },
  formatting_long: { status: 400, who: 'user', retry: false },
  too_late: { status: 403, who: 'user', retry: false },
  deleted: { status: 410, who: 'user', retry: false },
  last_admin: { status: 409, who: 'user', retry: false },
  last_owner: { status: 409, who: 'user', retry: false },
  group_full: { status: 409, who: 'user', retry: false },
  /** As many are in the call as can be. */
  call_full: { status: 409, who: 'user', retry: false },
  limit_reached: { status: 409, who: 'user', retry: false },
  no_invites_left: { status: 403, who: 'user', retry: false },
  link_invalid: { status: 410, who: 'user', retry: false },
  invite_invalid: { status: 410, who: 'user', retry: false },
  /** The endpoint of a subscription is of no push service that this server sends to. */
  push_service_unknown: { status: 403, who: 'server', retry: false },
  not_delivered: { status: 403, who: 'user', retry: false },
  too_large: { status: 413, who: 'client', retry: false },
  /** Larger than the server takes files. */
  files_too_large: { status: 413, who: 'user', retry: false },
  /** What one person may keep in files is used up; deleting some of them makes room. */
  quota_full: { status: 403, who: 'user', retry: false },
  /** The same of the whole server. */
  server_full: { status: 507, who: 'server', retry: true },
  /** The upload was cancelled or has expired: the file has to be sent anew. */
  upload_gone: { status: 410, who: 'client', retry: false },
  /** Not where the part of an upload ends; `HEAD` says where that is. */
  upload_conflict: { status: 409, who: 'client', retry: true },
  /** Another request holds this upload. */
  upload_busy: { status: 423, who: 'time', retry: true },
  tus_unsupported: { status: 412, who: 'client', retry: false },
  /**
   * The quota of what one account may store in a day. It takes hours to pass, so the person is told instead of the
   * outbox retrying.
   */
  daily_limit: { status: 429, who: 'time', retry: false },
  rate_limited: { status: 429, who: 'time', retry: true },
  internal: { status: 500, who: 'server', retry: true },
  busy: { status: 503, who: 'time', retry: true },
  shutting_down: { status: 503, who: 'time', retry: true },
  storage_full: { status: 507, who: 'server', retry: true },
} as const satisfies Record<
  string,
  { status: number; who: 'user' | 'client' | 'server' | 'time'; retry: boolean }
>;

export type ErrorCode = keyof typeof ERRORS;

/** What a refusal looks like on the wire. `field` names the part of the body that was wrong; `ref` is the log's id. */
export type WireError = { code: ErrorCode; retryAfterMs?: number; field?: string; ref?: string };
