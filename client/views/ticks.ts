import { css, html, nothing, svg } from 'lit';
import { t } from '../i18n/locale.ts';

/** What stands beside the time of one's own message. Saved messages have no other side, so nothing to turn blue. */
type TickState = 'clock' | 'one' | 'two' | 'read' | 'failed';

const TICKS = {
  queued: 'clock',
  sent: 'one',
  delivered: 'two',
  read: 'read',
  failed: 'failed',
} as const;

export function tickOf(
  message: { mine: boolean; state: keyof typeof TICKS },
  saved: boolean,
): TickState | null {
  if (!message.mine) return null;
  const tick = TICKS[message.state];
  return saved && (tick === 'two' || tick === 'read') ? 'one' : tick;
}

const one = svg`<path d="m3.2 8.6 3 3 6.4-7.2" />`;
const two = svg`<path d="m.8 8.6 3 3 6.4-7.2M7.2 11l.6.6 6.4-7.2" />`;

const DRAWN: Record<TickState, ReturnType<typeof svg>> = {
  clock: svg`<circle cx="8" cy="8" r="5.4" /><path d="M8 5v3l2 1.4" />`,
  one,
  two,
  read: two,
  failed: svg`<circle cx="8" cy="8" r="6" /><path d="M8 4.8v3.6M8 10.9v.1" />`,
};

/** Drawn in place and not as pa-icon: a hundred bubbles would be a hundred elements more. */
export function renderTick(tick: TickState | null) {
  if (!tick) return nothing;
  return html`<span class="tick ${tick}" role="img" aria-label=${t().messages.ticks[tick]}
    ><svg viewBox="0 0 16 16" aria-hidden="true">${DRAWN[tick]}</svg></span
  >`;
}

export const ticks = css`
  .tick {
    display: inline-flex;
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
  }

  .tick svg {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.4;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .tick.read {
    color: var(--link);
  }

  .tick.failed {
    color: var(--danger);
  }
`;
