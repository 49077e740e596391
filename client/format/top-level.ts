/**
 * Domains that are links without a scheme: «سلام.خوبی», `main.ts` and `readme.md` are none. Endings of files (py, rs, sh,
 * md, so, zip…) are left out though they are countries or more.
 */
export const NEVER_A_WORD: ReadonlySet<string> = new Set(
  (
    'com org net edu gov mil int info biz name mobi io dev app ai co tv gg fm xyz online site shop store blog cloud tech ' +
    'wiki agency academy dance design digital email health news media group network space world website ' +
    'ایران ir af tj tr iq ae sa qa kw om az uz uk de fr nl eu ca au nz jp cn kr hk sg ch dk fi se es pt gr ru ua cz ' +
    'sk hu ro bg hr si ee lv lt ie br mx ar za ng ke eg il'
  ).split(' '),
);

/** These are words or names too, so they count with a path or after `www.` only. */
export const SOMETIMES_A_WORD: ReadonlySet<string> = new Set(
  'me be ly to in it no at is us so my am do la pl id ws sh page link live click club pro one life today work run chat'.split(
    ' ',
  ),
);
