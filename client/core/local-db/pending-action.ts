import type { Entity } from '../../../protocol/entities.ts';
import type { Message } from '../../../protocol/messages.ts';
import type { ChatSettingsChange } from '../services.ts';

/** What a person wants changed: states, so that asking twice changes nothing. */
export type PendingAction =
  | { do: 'edit'; seq: number; text: string; entities: Entity[] }
  /** `last`: what the list shows instead, when the newest message is among them. */
  | { do: 'remove'; seqs: number[]; everyone: boolean; last?: Message | null }
  | { do: 'react'; seq: number; emojis: string[] }
  | { do: 'pin'; seq: number; on: boolean }
  | { do: 'markPlayed'; seq: number }
  | { do: 'settings'; change: ChatSettingsChange }
  | { do: 'clear'; seq: number; remove: boolean }
  | { do: 'accept' }
  | { do: 'block'; userId: string; on: boolean };

/**
 * A pending action that the server has not answered yet. `chatId` is '' for a person without a chat. `order` is its
 * position among all of them; `at` is this device's time.
 */
export type ActionRow = {
  id: string;
  chatId: string;
  order: number;
  at: number;
  action: PendingAction;
  /**
   * Until then the action can be cancelled, and is not sent; after it the leading tab sends it, in a later page too.
   */
  notBefore?: number;
};
