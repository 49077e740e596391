import type { ServerInfo } from '../../protocol/auth.ts';
import type { ReadableStore } from '../core/store.ts';
import { paintColour } from '../ui/colour.ts';

const KEY = 'payambar:colour';

/**
 * Paints the server's accent colour; until the server has said it, the last one that this device knew, so that the
 * first screen has it already.
 */
export function showColour(server: ReadableStore<ServerInfo | null>): () => void {
  const draw = () => {
    let colour: string | null = server.get()?.colour ?? null;
    try {
      if (colour) localStorage.setItem(KEY, colour);
      else colour = localStorage.getItem(KEY);
    } catch {
      // Storage may be refused (private windows); then the colour comes a moment later, from the server.
    }
    paintColour(colour);
  };
  draw();
  return server.subscribe(draw);
}
