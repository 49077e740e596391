import { ApiError } from '../../db/engine/api-error.ts';
import { fold } from '../../protocol/fold.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { isVisible, isVisibleName } from '../../protocol/visible.ts';

/** Dots stand between other characters only: `/u/..` is no page that a link could name. */
const USERNAME = /^[a-z0-9_]+(?:\.[a-z0-9_]+)*$/;

/**
 * A username in the one form in which it is stored and compared: folded, so that neither case nor Persian or Arabic
 * digits make a second `ali1`.
 */
export function toUsername(text: string): string {
  const username = fold(text.trim());
  const fits = username.length >= LIMITS.usernameMin && username.length <= LIMITS.usernameMax;
  if (!fits || !USERNAME.test(username))
    throw new ApiError('username_invalid', { field: 'username' });
  return username;
}

/** Reorders the text around it, so a name could pretend to be another: LRM, RLM, ALM, embeddings, isolates. */
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
/** Controls (NUL and line breaks too) and line separators. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/** Takes no room on the screen. ZWNJ and ZWJ are letters' business in Persian and in emoji, FE0E/FE0F in emoji. */
const INVISIBLE =
  /(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Default_Ignorable_Code_Point}\u2800\u{1d159}\u{16fe4}]/u;

export function toDisplayName(text: string): string {
  return toName(text, LIMITS.displayName, 'displayName');
}

/** Of a group: it stands where a person's name does, and could pretend as much. */
export function toTitle(text: string): string {
  return toName(text, LIMITS.groupTitle, 'title');
}

/** Of the whole server, on its sign-in page. */
export function toServerName(text: string): string {
  return toName(text, LIMITS.displayName, 'name');
}

/** The label of an invitation, for the list of its maker: an administrator reads it too, perhaps on a terminal. */
export function toInviteLabel(text: string): string {
  return isVisible(text) ? toName(text, LIMITS.displayName, 'label') : '';
}

function toName(text: string, most: number, field: string): string {
  const name = withoutRoom(text.normalize('NFC'));
  const hidden =
    !name.isWellFormed() || BIDI_CONTROLS.test(name) || CONTROLS.test(name) || INVISIBLE.test(name);
  if (hidden) throw new ApiError('name_invalid', { field });
  if (!isVisibleName(name)) throw new ApiError('name_empty', { field });
  if (name.length > most) throw new ApiError('name_long', { field });
  return name;
}

/**
 * One space between words and none at the ends, whatever kind was typed how often, and no half-space beside them: two names
 * that look the same would else be two. Browsers draw a run of spaces as one.
 */
function withoutRoom(name: string): string {
  return name
    .replace(/[\p{Zs}\u200c]*\p{Zs}[\p{Zs}\u200c]*/gu, ' ')
    .replace(/^[\s\u200c]+|[\s\u200c]+$/g, '');
}

/** A few lines about oneself; line breaks are allowed, what could reorder or hide text is not. */
export function toAbout(text: string): string {
  const about = text.normalize('NFC').trim();
  if (about.length > LIMITS.about) throw new ApiError('text_long', { field: 'about' });
  const flat = about.replaceAll('\n', ' ');
  if (!about.isWellFormed() || BIDI_CONTROLS.test(flat) || CONTROLS.test(flat))
    throw new ApiError('invalid', { field: 'about' });
  return isVisible(about) ? about : '';
}
