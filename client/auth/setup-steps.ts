import { html, type TemplateResult } from 'lit';
import { LIMITS } from '../../protocol/limits.ts';
import type { ServerSettings } from '../../protocol/server-settings.ts';
import { formatNumber } from '../i18n/format.ts';
import { authWords } from '../i18n/texts/auth.ts';
import { door } from '../i18n/texts/doors.ts';
import { serverTexts as serverWords } from '../i18n/texts/server.ts';
import { describedBy, field } from '../ui/field.ts';
import { secret } from '../ui/secret.ts';
import { colourChoice, modeChoice } from '../views/server-choices.ts';
import { nameField, usernameField } from './fields.ts';
import type { FieldName } from './form.ts';

export const STEPS = 3;
type Change = (part: Partial<ServerSettings>) => void;
type Admin = { errorOf(name: FieldName): string | null; shown: boolean; toggle(): void };

/** Says in words and as dots which step this is. */
export function stepMark(step: number): TemplateResult {
  const words = door();
  const title = [words.adminTitle, words.serverTitle, words.whoTitle][step];
  return html`<div class="marks" aria-hidden="true">
      ${Array.from({ length: STEPS }, (_, at) => html`<i class=${at <= step ? 'on' : ''}></i>`)}
    </div>
    <p class="count">${words.setupTitle} · ${words.step(formatNumber(step + 1), formatNumber(STEPS))}</p>
    <h2 class="title" tabindex="-1">${title}</h2>`;
}

export function adminStep({ errorOf, shown, toggle }: Admin): TemplateResult {
  return html`<p class="lead">${door().setupText} ${door().adminText}</p>
    ${nameField(errorOf('displayName'))} ${usernameField(errorOf('username'), true)}
    ${secret({
      id: 'password',
      label: authWords().password,
      hint: authWords().passwordHint,
      error: errorOf('password'),
      autocomplete: 'new-password',
      shown,
      toggle,
    })}`;
}

export function serverStep(settings: ServerSettings, change: Change): TemplateResult {
  const words = door();
  const isFixed = settings.fixed.includes('name');
  return html`${field(
    {
      id: 'server',
      label: words.serverName,
      hint: isFixed ? serverWords().fixed : words.serverNameHint,
    },
    html`<input
      class="input"
      id="server"
      dir="auto"
      placeholder=" "
      autocomplete="off"
      maxlength=${LIMITS.displayName}
      aria-describedby=${describedBy('server')}
      ?disabled=${isFixed}
      .value=${settings.name}
      @input=${(event: InputEvent) => change({ name: (event.target as HTMLInputElement).value })}
    />`,
  )}
  ${colourChoice(settings, (colour) => change({ colour }))}`;
}

export function whoStep(settings: ServerSettings, change: Change): TemplateResult {
  return modeChoice(settings, (registration) => change({ registration }));
}
