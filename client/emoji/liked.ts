import type { Tone } from './tones.ts';

/** It is removed with everything else of a person when the device forgets them (account/device.ts knows the name). */
const KEY = 'payambar:emoji';
/** These are three rows. */
const MOST = 24;

type Liked = { of: string; recent: string[]; tone: Tone };

/** Keeps the emoji that a person used last on this device, the newest first, and the tone of skin they chose. */
export class LikedEmoji {
  private liked: Liked;

  constructor(
    of: string,
    private readonly storage: Storage | null = storageOrNone(),
  ) {
    this.liked = { of, recent: [], tone: 0 };
    const kept = readLiked(this.storage);
    // One person's emoji are not shown to another.
    if (kept?.of === of) this.liked = kept;
  }

  get recent(): readonly string[] {
    return this.liked.recent;
  }

  get tone(): Tone {
    return this.liked.tone;
  }

  use(emoji: string): void {
    const others = this.recent.filter((one) => one !== emoji);
    this.keep({ recent: [emoji, ...others].slice(0, MOST) });
  }

  choose(tone: Tone): void {
    this.keep({ tone });
  }

  private keep(change: Partial<Liked>): void {
    this.liked = { ...this.liked, ...change };
    try {
      this.storage?.setItem(KEY, JSON.stringify(this.liked));
    } catch {
      // There is no room, or storage is refused: the emoji last until the page closes.
    }
  }
}

function storageOrNone(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

function readLiked(storage: Storage | null): Liked | null {
  try {
    const { of, recent, tone } = JSON.parse(storage?.getItem(KEY) ?? '');
    const strings = Array.isArray(recent) ? recent.filter((one) => typeof one === 'string') : [];
    return { of, recent: strings, tone: [1, 2, 3, 4, 5].includes(tone) ? tone : 0 };
  } catch {
    return null;
  }
}
