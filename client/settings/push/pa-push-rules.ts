import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type {
  GroupNotifications,
  NotificationSettings,
  PushSettingsBody,
  QuietHours,
} from '../../../protocol/push.ts';
import { type ClientServices, servicesContext } from '../../core/services.ts';
import { t } from '../../i18n/locale.ts';
import { describeProblem } from '../../i18n/problem.ts';
import { notificationWords } from '../../i18n/texts/notifications.ts';
import { rememberSettings } from '../../pwa/push.ts';
import { buttons, fields, inputs } from '../../styles/controls.ts';
import { attempt } from '../../ui/attempt.ts';
import { PaElement } from '../../ui/element.ts';
import { field } from '../../ui/field.ts';
import { Loaded } from '../../ui/loaded.ts';
import { switches, switchRow } from '../../ui/switch-row.ts';
import { sectionStyles } from '../section.styles.ts';

const GROUPS: GroupNotifications[] = ['all', 'mentions', 'none'];
/** Minutes of the day: from eleven at night to seven. */
const NIGHT = { from: 23 * 60, to: 7 * 60 };

const zoneHere = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** When a person is notified, on all devices. */
@customElement('pa-push-rules')
export class PaPushRules extends PaElement {
  static override styles = [
    buttons,
    inputs,
    fields,
    switches,
    sectionStyles,
    css`
      /* The labels of the fields begin at the edge of the card, and so do these. */
      .switch {
        padding-inline: 0;
      }

      .hours {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(8rem, 100%), 1fr));
        gap: var(--space-3);
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly settings = new Loaded<NotificationSettings>(
    this,
    () => this.services?.messenger.ask('push.get', {}).then(({ settings }) => settings),
    () => this.services,
  );

  private async change(change: PushSettingsBody): Promise<void> {
    const before = this.settings.value;
    if (before) this.settings.set({ ...before, ...change });
    const isDone = await attempt(async () => {
      const reply = await this.services?.messenger.ask('push.settings', change);
      if (!reply) return;
      this.settings.set(reply.settings);
      await rememberSettings(reply.settings);
    });
    if (!isDone && before) this.settings.set(before);
  }

  override render() {
    return html`<div class="card">
      ${this.settings.render((settings) => this.renderSettings(settings), {
        waiting: html`<pa-skeleton rows="3"></pa-skeleton>`,
        failed: (error) => html`<p class="faint" role="alert">${describeProblem(error)}</p>
          <button class="button" @click=${this.settings.load}>${t().app.retry}</button>`,
      })}
    </div>`;
  }

  private renderSettings({ people, groups, mentions, reactions, quiet }: NotificationSettings) {
    const words = notificationWords();
    return html`${switchRow(words.people, people, (on) => void this.change({ people: on }))}
      ${field(
        { id: 'groups', label: words.groups },
        html`<select id="groups" class="input" @change=${this.handleGroups}>
          ${GROUPS.map(
            (one) =>
              html`<option value=${one} .selected=${one === groups}>${words.groupChoices[one]}</option>`,
          )}
        </select>`,
      )}
      ${switchRow(words.mentions, mentions, (on) => void this.change({ mentions: on }))}
      ${switchRow(words.reactions, reactions, (on) => void this.change({ reactions: on }))}
      ${switchRow(
        words.quiet,
        quiet !== null,
        (on) => void this.change({ quiet: on ? { ...NIGHT, timeZone: zoneHere() } : null }),
      )}
      ${quiet ? this.renderHours(quiet) : nothing}`;
  }

  private readonly handleGroups = ({ target }: Event): void => {
    const groups = GROUPS.find((one) => one === (target as HTMLSelectElement).value);
    if (groups) void this.change({ groups });
  };

  private renderHours(quiet: QuietHours) {
    const words = notificationWords();
    const hour = (which: 'from' | 'to') =>
      field(
        { id: which, label: words[which] },
        html`<input
          id=${which}
          class="input"
          type="time"
          required
          .value=${toTime(quiet[which])}
          @change=${({ target }: Event) => {
            const minute = toMinute((target as HTMLInputElement).value);
            if (minute === undefined) this.requestUpdate();
            // Whoever sets them means the clock on their own wall.
            else void this.change({ quiet: { ...quiet, [which]: minute, timeZone: zoneHere() } });
          }}
        />`,
      );
    return html`<div class="hours">${hour('from')} ${hour('to')}</div>
      <p class="faint">${words.quietHint(quiet.timeZone)}</p>`;
  }
}

const toTime = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** undefined: a field that was emptied. */
function toMinute(time: string): number | undefined {
  const [hour, minute] = time.split(':').map(Number);
  return time === '' || hour === undefined || minute === undefined ? undefined : hour * 60 + minute;
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-push-rules': PaPushRules;
  }
}
