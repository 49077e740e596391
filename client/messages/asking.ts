import type { TimelineMessage } from '../core/services.ts';
import type { Place } from '../ui/place.ts';
import type { Act } from './allowed.ts';

/** What a tool is opened for. */
export type Asking =
  | { for: 'menu'; message: TimelineMessage; place: Place }
  | { for: 'react'; message: TimelineMessage; place: Place }
  | { for: 'delete' | 'forward'; messages: TimelineMessage[] }
  | { for: 'info'; message: TimelineMessage }
  | { for: 'pins' };

declare global {
  interface HTMLElementEventMap {
    /** All emoji are wanted for a reaction. */
    'pa-more-emoji': CustomEvent<{ message: TimelineMessage; place: Place }>;
    'pa-act': CustomEvent<{ act: Act; messages: TimelineMessage[] }>;
    /** What was asked of the messages that were selected is done. */
    'pa-done': CustomEvent<undefined>;
  }
}
