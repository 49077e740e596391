import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Message, SharedKind } from '../../../protocol/messages.ts';
import type { Messenger } from '../../core/services.ts';
import { readChatFiles } from '../../views/viewer/chat-files.ts';

/** What a screen of shared files and links can show. */
export type MediaTab = 'visual' | 'voice' | 'file' | 'link';
export const MEDIA_TABS: Record<MediaTab, SharedKind[]> = {
  visual: ['picture', 'video'],
  voice: ['voice'],
  file: ['file', 'audio'],
  link: ['link'],
};

/** The messages of a chat that hold something of some kinds, newest first, page after page. */
export class MediaPages implements ReactiveController {
  messages: Message[] = [];
  status: 'waiting' | 'more' | 'ended' | 'failed' = 'more';
  private turn = 0;
  private of = '';

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly source: () =>
      | { messenger: Messenger; chatId: string; tab: MediaTab }
      | undefined,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    const source = this.source();
    const of = source ? `${source.chatId} ${source.tab}` : '';
    if (of === this.of) return;
    Object.assign(this, { of, messages: [], status: 'more' });
    this.turn++;
    if (source) void this.load();
  }

  /** Loads the next page, unless one is on its way or there is none. */
  readonly load = async (): Promise<void> => {
    const source = this.source();
    if (!source || this.status === 'waiting' || this.status === 'ended') return;
    const { turn } = this;
    this.status = 'waiting';
    try {
      const { messenger, chatId, tab } = source;
      const before = this.messages.at(-1)?.seq;
      const found = await readChatFiles(messenger, chatId, MEDIA_TABS[tab], before);
      if (turn !== this.turn) return;
      this.messages = [...this.messages, ...found];
      this.status = found.length === 0 ? 'ended' : 'more';
    } catch {
      if (turn !== this.turn) return;
      this.status = 'failed';
    }
    this.host.requestUpdate();
  };
}
