import { css, html, type TemplateResult } from 'lit';
import { authWords } from '../i18n/texts/auth.ts';
import { describedBy, field } from './field.ts';
import './pa-icon.ts';

type SecretParts = {
  id: string;
  label: string;
  hint?: string;
  error: string | null;
  autocomplete: 'current-password' | 'new-password';
  shown: boolean;
  toggle(): void;
};

/**
 * Draws a password field with an eye. It is written from left to right in every language, so the eye stays at its
 * end.
 */
export function secret(parts: SecretParts): TemplateResult {
  const words = authWords();
  return field(
    parts,
    html`<div class="secret" dir="ltr">
      <input
        class="input"
        id=${parts.id}
        name=${parts.id}
        type=${parts.shown ? 'text' : 'password'}
        autocomplete=${parts.autocomplete}
        autocapitalize="off"
        autocorrect="off"
        spellcheck="false"
        aria-describedby=${describedBy(parts.id)}
        aria-invalid=${parts.error !== null}
      />
      <button
        class="icon-button"
        type="button"
        aria-label=${parts.shown ? words.hidePassword : words.showPassword}
        @click=${parts.toggle}
      >
        <pa-icon .name=${parts.shown ? 'eyeOff' : 'eye'}></pa-icon>
      </button>
    </div>`,
  );
}

export const secrets = css`
  .secret {
    position: relative;
    direction: ltr;
  }

  .secret .input {
    padding-inline-end: 3rem;
  }

  .secret .icon-button {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
  }
`;
