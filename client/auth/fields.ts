import { html, type TemplateResult } from 'lit';
import { LIMITS } from '../../protocol/limits.ts';
import { authWords } from '../i18n/texts/auth.ts';
import { describedBy, field } from '../ui/field.ts';

/** The name as others will see it, in any script. */
export function nameField(error: string | null): TemplateResult {
  const { displayName: label, displayNameHint: hint } = authWords();
  return field(
    { id: 'displayName', label, hint, error },
    html`<input
      class="input"
      id="displayName"
      name="displayName"
      dir="auto"
      placeholder=" "
      autocomplete="name"
      maxlength=${LIMITS.displayName}
      aria-describedby=${describedBy('displayName')}
      aria-invalid=${error !== null}
    />`,
  );
}

/**
 * A username has Latin letters, so no keyboard of a phone may "correct" it. The rule is shown only to a person who
 * chooses one.
 */
export function usernameField(error: string | null, choosing: boolean): TemplateResult {
  const { username: label, usernameHint } = authWords();
  return field(
    { id: 'username', label, hint: choosing ? usernameHint : '', error },
    html`<input
      class="input"
      id="username"
      name="username"
      dir="ltr"
      autocomplete="username"
      autocapitalize="off"
      autocorrect="off"
      spellcheck="false"
      aria-describedby=${describedBy('username')}
      aria-invalid=${error !== null}
    />`,
  );
}
