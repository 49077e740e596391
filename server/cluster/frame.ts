/**
 * A frame: `<node>:<epoch> <n> <sent>\n` (both together are the name of one run of a node), then one line for each thing that
 * the others have to know. What a line is about stands before its payload, so that a node that has nobody of a chat reads past
 * it without parsing anything.
 */
export type Header = { name: string; node: string; n: number; sentAt: number; isBeat: boolean };

/** What the first letter of a line says. */
export const LINE = {
  /** `<chat> <TAB> <event>`: to the sockets in the chat. */
  chat: 'c',
  /** `<person>,… <TAB> <event>`. */
  people: 'p',
  /** `<person>,… <TAB> <session> <TAB> <event>`: to the sockets of that session. */
  session: 'd',
  /** `<chat> <TAB> <entered>,… <TAB> <left>,…`. */
  move: 'm',
  /** `<session>,…`: they have ended. */
  sessions: 's',
  /** `<person> <TAB> <last seen>`; '': online. */
  presence: 'o',
  /** `1<session>` or `0<session>`: a page of it is looked at. */
  looking: 'l',
  /** `<person>,… <TAB> <session>,…`: all of them at this node. */
  snapshot: 'z',
  /** `<name>`, or nothing for all: it is to send a snapshot. */
  ask: 'q',
  /** JSON: who may see whose presence may have changed. */
  ties: 't',
  /** The settings of the server have changed. */
  settings: 'w',
  /** `<name> <TAB> <key> <TAB> <price>`: taken from a budget. */
  budget: 'r',
  /** `<person> <TAB> <chat>`: was notified of it. */
  notified: 'n',
  /** Something may be stored of which nobody was told. */
  unknown: 'x',
  /** This node ends in good order. */
  bye: 'b',
} as const;

const NEWLINE = 10;

export const headerOf = (own: string, n: number, sentAt: number): string =>
  `${own}${n} ${Math.round(sentAt)}\n`;

/** How the frames of one run of a node begin: no other's begin so. */
export const prefixOf = (name: string): string => `${name} `;

export function readHeader(frame: string): Header | undefined {
  const end = frame.indexOf('\n');
  const [, name, node, n, sentAt] =
    /^(([\w.-]{1,64}):[\w-]{1,32}) (\d{1,15}) (\d{1,15})$/.exec(frame.slice(0, end)) ?? [];
  if (name === undefined || node === undefined) return undefined;
  return { name, node, n: Number(n), sentAt: Number(sentAt), isBeat: end === frame.length - 1 };
}

/** Calls `take` with the frame and where each line begins (its letter) and ends. */
export function eachLine(
  frame: string,
  take: (frame: string, from: number, to: number) => void,
): void {
  let from = frame.indexOf('\n') + 1;
  while (from > 0 && from < frame.length) {
    let to = frame.indexOf('\n', from);
    if (to === -1) to = frame.length;
    if (frame.charCodeAt(from) !== NEWLINE) take(frame, from, to);
    from = to + 1;
  }
}

export const idsIn = (text: string): string[] => (text === '' ? [] : text.split(','));
