import type { TimelineMessage } from '../core/services.ts';
import type { MenuAnchor } from '../ui/menu-anchor.ts';
import type { MessageAction } from './allowed-actions.ts';

/** What a tool is opened for. */
export type MessageToolRequest =
  | { for: 'menu'; message: TimelineMessage; place: MenuAnchor }
  | { for: 'react'; message: TimelineMessage; place: MenuAnchor }
  | { for: 'delete' | 'forward'; messages: TimelineMessage[] }
  | { for: 'info'; message: TimelineMessage }
  | { for: 'pins' };

declare global {
  interface HTMLElementEventMap {
    /** All emoji are wanted for a reaction. */
    'pa-more-emoji': CustomEvent<{ message: TimelineMessage; place: MenuAnchor }>;
    'pa-act': CustomEvent<{ act: MessageAction; messages: TimelineMessage[] }>;
    /** What was asked of the messages that were selected is done. */
    'pa-done': CustomEvent<undefined>;
  }
}
