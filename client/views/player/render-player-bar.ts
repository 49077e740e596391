import { html, nothing } from 'lit';
import type { PlayerControls } from './now-playing.ts';

/** Its code comes with the first thing that is played. */
export function renderPlayerBar(player: PlayerControls | null | undefined) {
  if (!player) return nothing;
  void import('./pa-player-bar.ts');
  return html`<pa-player-bar></pa-player-bar>`;
}
