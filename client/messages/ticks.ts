import type { SendState, TimelineMessage } from '../core/services.ts';

/** What stands beside the time of one's own message. Saved messages have no other side, so nothing to turn blue. */
export type Tick = 'clock' | 'one' | 'two' | 'read' | 'failed';

const TICKS: Record<SendState, Tick> = {
  queued: 'clock',
  sent: 'one',
  delivered: 'two',
  read: 'read',
  failed: 'failed',
};

export function tickOf(
  message: Pick<TimelineMessage, 'mine' | 'state'>,
  saved: boolean,
): Tick | null {
  if (!message.mine) return null;
  const tick = TICKS[message.state];
  return saved && (tick === 'two' || tick === 'read') ? 'one' : tick;
}
