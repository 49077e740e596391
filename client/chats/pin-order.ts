import type { ChatRow } from '../core/services.ts';

export type Pinned = { chatId: string; pinned: number };

/** Returns the pinned rows of the list itself, in their order: the store keeps them first and sorted. */
export function pinnedRows(rows: readonly ChatRow[]): ChatRow[] {
  return rows.filter(
    ({ settings }) => settings.pinned !== null && !settings.archived && !settings.request,
  );
}

/**
 * Returns what has to be written so that the row at `from` stands at `to`: as few rows as can be, since each is sent
 * to all devices. The existing positions are dealt out again; where two have the same one (two devices pinned at
 * once), all are written.
 */
export function movePin(pins: readonly ChatRow[], from: number, to: number): Pinned[] {
  const order = [...pins];
  const [row] = order.splice(from, 1);
  if (!row || to < 0 || to >= pins.length) return [];
  order.splice(to, 0, row);
  const places = pins.map(({ settings }) => settings.pinned ?? 0);
  const distinct = places.every((place, n) => n === 0 || place > (places[n - 1] ?? 0));
  return order.flatMap(({ chat, settings }, n) => {
    const pinned = distinct ? (places[n] ?? n) : n;
    return settings.pinned === pinned ? [] : [{ chatId: chat.id, pinned }];
  });
}
