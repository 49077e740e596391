import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { dateFormat, fullDate, weekday } from '../i18n/format.ts';
import { language, t } from '../i18n/locale.ts';
import { buttons } from '../styles/controls.ts';
import { PaElement } from '../ui/element.ts';
import type { PaDialog } from '../ui/pa-dialog.ts';
import { addDays, besideMonth, type Calendar, type Month, monthOf, weekdays } from './calendar.ts';
import '../ui/pa-dialog.ts';
import '../ui/pa-icon.ts';

/** A month to choose a day from: Jalali in Persian, Gregorian in English. Events: `pa-date`, `pa-close`. */
@customElement('pa-date-jump')
export class PaDateJump extends PaElement {
  static override styles = [
    buttons,
    css`
      .month {
        display: flex;
        align-items: center;
        justify-content: space-between;
      }

      h3 {
        font-size: var(--text-md);
      }

      .days {
        display: grid;
        grid-template-columns: repeat(7, 1fr);
        gap: 2px;
        padding-block-start: var(--space-2);
        text-align: center;
      }

      .name {
        color: var(--text-faint);
        font-size: var(--text-xs);
        line-height: 2rem;
        text-decoration: none;
      }

      .day {
        min-inline-size: 0;
        min-block-size: 2.625rem;
        padding: 0;
        background: none;
        border: 0;
        border-radius: var(--radius-full);
      }

      .day:hover:not(:disabled) {
        background: var(--surface-hover);
      }

      .day:disabled {
        color: var(--text-faint);
        opacity: 0.6;
      }

      .day[aria-current='date'] {
        color: var(--accent-strong);
        font-weight: var(--weight-bold);
        background: var(--accent-wash);
      }

      .gap {
        grid-column: span var(--lead);
      }
    `,
  ];

  @query('pa-dialog') private dialog?: PaDialog;
  @query('.day[tabindex="0"]') private chosenDay?: HTMLElement;

  @state() private month: Month | null = null;
  /** The one day that Tab reaches; arrows move it. */
  @state() private chosen = addDays(Date.now(), 0);

  /** Days before this have no messages. */
  @property({ type: Number }) since = 0;

  override async firstUpdated(): Promise<void> {
    await this.dialog?.updateComplete;
    this.chosenDay?.focus();
  }

  private get calendar(): Calendar {
    return language() === 'fa' ? 'persian' : 'gregory';
  }

  private get shown(): Month {
    return this.month ?? monthOf(this.chosen, this.calendar);
  }

  private isOpen(day: number): boolean {
    return day <= Date.now() && addDays(day, 1) > this.since;
  }

  private turn(step: -1 | 1): void {
    this.month = besideMonth(this.shown, this.calendar, step);
    const last = this.month.days.at(-1) ?? this.month.first;
    this.chosen = Math.min(Math.max(this.month.first, this.chosen), last);
  }

  private async handleKey(event: KeyboardEvent): Promise<void> {
    // The arrow to the left is the next day where weeks run from right to left.
    const forward = getComputedStyle(this).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const steps: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: -1,
      ArrowUp: -7,
      ArrowDown: 7,
    };
    const step = event.key === forward ? 1 : steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const day = addDays(this.chosen, step);
    if (!this.isOpen(day)) return;
    this.chosen = day;
    this.month = monthOf(day, this.calendar);
    await this.updateComplete;
    this.chosenDay?.focus();
  }

  override render() {
    const words = t().messages;
    const { first, days, lead } = this.shown;
    const lastDay = days.at(-1) ?? first;
    // Apart, since Chromium's Intl puts the year of a Jalali date before its month.
    const [month, year] = [{ month: 'long' }, { year: 'numeric' }] as const;
    const title = `${dateFormat(month).format(first)} ${dateFormat(year).format(first)}`;
    return html`<pa-dialog open .heading=${words.jumpToDate}>
      <div class="month">
        ${this.renderTurn(-1, words.previousMonth, this.isOpen(addDays(first, -1)))}
        <h3 aria-live="polite">${title}</h3>
        ${this.renderTurn(1, words.nextMonth, this.isOpen(addDays(lastDay, 1)))}
      </div>
      <div class="days" @keydown=${this.handleKey}>
        ${weekdays(this.calendar).map((day) => this.renderName(day))}
        ${lead > 0 ? html`<span class="gap" .style=${`--lead: ${lead}`}></span>` : nothing}
        ${days.map((day) => this.renderDay(day))}
      </div>
    </pa-dialog>`;
  }

  private renderTurn(step: -1 | 1, label: string, open: boolean) {
    return html`<button
      class="icon-button"
      aria-label=${label}
      ?disabled=${!open}
      @click=${() => this.turn(step)}
    >
      <pa-icon .name=${step === 1 ? 'next' : 'previous'}></pa-icon>
    </button>`;
  }

  private renderName(day: number) {
    return html`<abbr class="name" title=${weekday(day)}
      >${dateFormat({ weekday: 'narrow' }).format(day)}</abbr
    >`;
  }

  private renderDay(day: number) {
    return html`<button
      class="day"
      aria-label=${fullDate(day)}
      aria-current=${day === addDays(Date.now(), 0) ? 'date' : nothing}
      tabindex=${day === this.chosen ? 0 : -1}
      ?disabled=${!this.isOpen(day)}
      @click=${() => this.emit('pa-date', { at: day })}
    >
      ${dateFormat({ day: 'numeric' }).format(day)}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-date-jump': PaDateJump;
  }
  interface HTMLElementEventMap {
    'pa-date': CustomEvent<{ at: number }>;
  }
}
