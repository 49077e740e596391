import type { FileInfo } from '../../../protocol/files.ts';
import type { Message } from '../../../protocol/messages.ts';
import { isVisual } from '../files/kinds.ts';

export type ViewedMessage = Pick<
  Message,
  'chatId' | 'seq' | 'senderId' | 'text' | 'entities' | 'createdAt' | 'files' | 'deletedAt'
>;

/** A picture or video and the message that it came in. */
export type ViewerItem = { message: ViewedMessage; file: FileInfo };

/** All pictures and videos of messages, oldest first. */
export function viewerItems(messages: readonly ViewedMessage[]): ViewerItem[] {
  return messages
    .filter(({ deletedAt }) => deletedAt === null)
    .toSorted((one, other) => one.seq - other.seq)
    .flatMap((message) =>
      (message.files ?? []).filter(isVisual).map((file) => ({ message, file })),
    );
}

/**
 * The pictures of a chat as a row of slides, which begins at the left: oldest first, and newest first where lines run
 * from right to left, so that a swipe goes on as reading does.
 */
export class ViewerRow {
  /** In the order of the slides. */
  readonly items: ViewerItem[];

  constructor(
    items: readonly ViewerItem[],
    private readonly rtl: boolean,
  ) {
    this.items = rtl ? items.toReversed() : [...items];
  }

  indexOf(seq: number, fileId: string): number {
    return this.items.findIndex(({ message, file }) => message.seq === seq && file.id === fileId);
  }

  /** The oldest or newest message of the row. */
  end(side: 'older' | 'newer'): number {
    const item = this.items.at(this.isFirst(side) ? 0 : -1);
    return item?.message.seq ?? 0;
  }

  /** How many slides lie between one and that end. */
  left(index: number, side: 'older' | 'newer'): number {
    return this.isFirst(side) ? index : this.items.length - 1 - index;
  }

  /** Adds what came before the oldest (or after the newest); answers by how much the slides before it moved on. */
  add(found: readonly ViewerItem[], side: 'older' | 'newer'): number {
    const more = this.rtl ? found.toReversed() : found;
    if (!this.isFirst(side)) {
      this.items.push(...more);
      return 0;
    }
    this.items.unshift(...more);
    return more.length;
  }

  private isFirst(side: 'older' | 'newer'): boolean {
    return (side === 'older') !== this.rtl;
  }
}
