import type { ChatRow } from '../core/services.ts';

export type Pinned = { chatId: string; pinned: number };

/** The pinned rows of the list itself, in their order: the store keeps them first and sorted. */
export function pinnedRows(rows: readonly ChatRow[]): ChatRow[] {
  return rows.filter(({ own }) => own.pinned !== null && !own.archived && !own.request);
}

/**
 * What has to be written so that the row at `from` stands at `to`: as few rows as can be, since each is told to all
 * devices. The places that are there are given out anew; where two have the same one (two devices pinned at once), all.
 */
export function movePin(pins: readonly ChatRow[], from: number, to: number): Pinned[] {
  const order = [...pins];
  const [row] = order.splice(from, 1);
  if (!row || to < 0 || to >= pins.length) return [];
  order.splice(to, 0, row);
  const places = pins.map(({ own }) => own.pinned ?? 0);
  const distinct = places.every((place, n) => n === 0 || place > (places[n - 1] ?? 0));
  return order.flatMap(({ chat, own }, n) => {
    const pinned = distinct ? (places[n] ?? n) : n;
    return own.pinned === pinned ? [] : [{ chatId: chat.id, pinned }];
  });
}
