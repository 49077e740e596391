/** Invisible characters must not split a name that looks whole; the joiners may belong to a name. */
const UNSEEN = /(?![\u200c-\u200d])\p{Cf}/gu;
const JOINERS = /[\u200c-\u200d]/g;
/**
 * Matches what looks like an address: anything behind `https://`, or a name with a dot in it and letters behind the
 * last.
 */
const LOOKS =
  /(?:https?:\/*([^\s/?#\\]+)|(?<![\p{L}\p{M}\p{N}_.\u200c-\u200d-])((?:[\p{L}\p{M}\p{N}_\u200c-\u200d-]+\.)+[\p{L}\p{M}][\p{L}\p{M}\p{N}\u200c-\u200d-]+))(?:[/?#:]\S*)?/giu;

/**
 * Returns where a link leads, when its text looks like an address and is another: `[bank.example](…)`, to elsewhere.
 * undefined: the words are no address, or the right one. A browser shows it where a mouse rests; on a phone nothing
 * does.
 */
export function findDisguise(text: string, url: string): string | undefined {
  const real = URL.parse(url);
  if (!real) return undefined;
  const seen = text.normalize('NFKC').replace(UNSEEN, '');
  const claimed = [...seen.matchAll(LOOKS)].map(([, named, bare]) => named ?? bare ?? '');
  if (claimed.length === 0) return undefined;
  if (real.host === '') {
    const address = decodeHost(real.pathname);
    return seen.toLowerCase().includes(address.toLowerCase()) ? undefined : address;
  }
  // Before an @ stands a username, which looks like the host to a person who reads from the left.
  const same = real.username === '' && claimed.every((one) => isHost(one, real));
  return same ? undefined : real.host;
}

function isHost(claimed: string, real: URL): boolean {
  return [claimed, claimed.replace(JOINERS, '')].some((name) => {
    const url = URL.parse(`https://${name}`);
    return url !== null && url.username === '' && toAsciiHost(url) === toAsciiHost(real);
  });
}

/** Browsers write it so: lower case, and what is not ASCII as `xn--`. */
const toAsciiHost = ({ hostname }: URL): string => hostname.replace(/^www\.|\.$/g, '');

function decodeHost(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
