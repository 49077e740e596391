import type { TimelineMessage } from '../core/services.ts';
import type { MenuAnchor } from '../ui/menu-anchor.ts';
import type { MessageAction } from './allowed-actions.ts';

/** Says what a tool is opened for. */
export type MessageToolRequest =
  | { for: 'menu'; message: TimelineMessage; place: MenuAnchor }
  | { for: 'react'; message: TimelineMessage; place: MenuAnchor }
  | { for: 'delete' | 'forward'; messages: TimelineMessage[] }
  | { for: 'info' | 'save'; message: TimelineMessage }
  | { for: 'pins' };

declare global {
  interface HTMLElementEventMap {
    /** Asks for all emoji, for a reaction. */
    'pa-more-emoji': CustomEvent<{ message: TimelineMessage; place: MenuAnchor }>;
    'pa-act': CustomEvent<{ act: MessageAction; messages: TimelineMessage[] }>;
    /** Says that the action on the selected messages is done. */
    'pa-done': CustomEvent<undefined>;
  }
}
