import { html, nothing } from 'lit';
import type { User } from '../../../protocol/users.ts';
import type { ChatRow, ClientServices } from '../../core/services.ts';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import type { NameSource } from '../../views/names.ts';

type Aided = {
  readonly field?: HTMLTextAreaElement;
  readonly services?: ClientServices;
  row: ChatRow | null;
  names: NameSource | null;
};

/** Formatting and completion, once their code is there. */
export function renderAids(
  { field, row, names, services }: Aided,
  handleMention: (user: Pick<User, 'id' | 'username'>) => void,
) {
  return html`<pa-format-bar .field=${field ?? null}></pa-format-bar>
    <pa-mention-list
      .field=${field ?? null}
      .row=${row}
      .me=${names?.me ?? ''}
      .messenger=${services?.messenger ?? null}
      @pa-mentioned=${({ detail }: HTMLElementEventMap['pa-mentioned']) => handleMention(detail.user)}
    ></pa-mention-list>`;
}

/** The counter appears when so many characters are left. */
const COUNTED = 200;

export function renderCounter(left: number, offer: { parts: number; send(): void } | null) {
  if (left > COUNTED) return nothing;
  const words = t().messages;
  if (offer)
    return html`<p class="counter offer" role="status">
      ${words.tooLong}
      <button type="button" class="button quiet" @click=${offer.send}>
        ${words.sendParts(formatNumber(offer.parts))}
      </button>
    </p>`;
  return html`<p class=${left < 0 ? 'counter over' : 'counter'} role="status">
    ${left < 0 ? words.over(formatNumber(-left)) : words.left(formatNumber(left))}
  </p>`;
}

/** Two letters, parted by a space that is half as wide as the sign for it (␣). */
export const HALF_SPACE_ICON = html`<svg
  viewBox="0 0 24 24"
  fill="none"
  stroke="currentColor"
  stroke-width="1.75"
  stroke-linecap="round"
  stroke-linejoin="round"
  aria-hidden="true"
>
  <path d="M4.5 6v10M19.5 6v10M9 13v3h6v-3" />
</svg>`;
