import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { formatFullDate, formatWeekday, getDateFormat, localizeDigits } from '../../i18n/format.ts';
import { language, t } from '../../i18n/locale.ts';
import { dateJumpWords } from '../../i18n/texts/date-jump.ts';
import { buttons, fields, inputs } from '../../styles/controls.ts';
import { hidden } from '../../styles/shared.ts';
import { PaElement } from '../../ui/element.ts';
import { describedBy, field } from '../../ui/field.ts';
import type { PaDialog } from '../../ui/pa-dialog.ts';
import {
  addDays,
  type Calendar,
  dateOf,
  findMonth,
  listWeekdays,
  type Month,
  monthOf,
  stepMonth,
} from './calendar.ts';
import { dateJumpStyles } from './date-jump.styles.ts';
import { parseDate } from './typed-date.ts';
import '../../ui/pa-dialog.ts';
import '../../ui/pa-icon.ts';

/**
 * Shows a month to choose a day from: Jalali in Persian, Gregorian in English. Any month of any year is two choices
 * away, any day can be typed: a chat may be many years long. Events: `pa-date`, `pa-close`.
 */
@customElement('pa-date-jump')
export class PaDateJump extends PaElement {
  static override styles = [buttons, inputs, fields, hidden, dateJumpStyles];

  @query('pa-dialog') private dialog?: PaDialog;
  @query('#typed') private typed?: HTMLInputElement;
  @query('.day[tabindex="0"]') private chosenDay?: HTMLElement;

  @state() private month: Month | null = null;
  /** The one day that Tab reaches; arrows move it. */
  @state() private chosen = addDays(Date.now(), 0);

  /** What is wrong with the text that was typed and sent. */
  @state() private wrong: string | null = null;

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

  private isDayOpen(day: number): boolean {
    return day <= Date.now() && addDays(day, 1) > this.since;
  }

  private turnMonth(step: -1 | 1): void {
    this.showMonth(stepMonth(this.shown, this.calendar, step));
  }

  /** The day that Tab reaches can be chosen, if there is one. */
  private showMonth(month: Month): void {
    this.month = month;
    const open = month.days.filter((day) => this.isDayOpen(day));
    const [first = month.first, last = month.first] = [open[0], open.at(-1)];
    this.chosen = Math.min(Math.max(first, this.chosen), last);
  }

  private isMonthOpen({ days }: Month): boolean {
    return days.some((day) => this.isDayOpen(day));
  }

  /** The month that was shown is kept in the chosen year; in the first and the last one it may not exist. */
  private handleChoice(year: number, month: number): void {
    const { calendar } = this;
    const [oldest, newest] = [monthOf(this.since, calendar), monthOf(Date.now(), calendar)];
    const wanted = findMonth(year, month, calendar);
    const late = wanted.first > newest.first ? newest : wanted;
    this.showMonth(this.isMonthOpen(late) ? late : oldest);
  }

  private get monthNames(): string[] {
    const { calendar } = this;
    const { year } = dateOf(this.shown.first, calendar);
    const name = getDateFormat({ month: 'long' });
    return Array.from({ length: 12 }, (_, i) =>
      name.format(findMonth(year, i + 1, calendar).first),
    );
  }

  private parseDay(typed: string): number | null {
    const { calendar, monthNames: months } = this;
    return parseDate(typed, { calendar, months, now: Date.now() });
  }

  private handleTyped(event: Event): void {
    this.wrong = null;
    const day = this.parseDay((event.target as HTMLInputElement).value);
    if (day === null || !this.isDayOpen(day)) return;
    this.chosen = day;
    this.month = monthOf(day, this.calendar);
  }

  private handleSubmit(event: Event): void {
    event.preventDefault();
    const typed = this.typed?.value ?? '';
    const day = this.parseDay(typed);
    if (day !== null && this.isDayOpen(day)) this.emit('pa-date', { at: day });
    else if (typed.trim() !== '')
      this.wrong = day === null ? dateJumpWords().dateUnclear : dateJumpWords().dateOutside;
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
    if (!this.isDayOpen(day)) return;
    this.chosen = day;
    this.month = monthOf(day, this.calendar);
    await this.updateComplete;
    this.chosenDay?.focus();
  }

  override render() {
    const words = dateJumpWords();
    const { first, days, lead } = this.shown;
    const lastDay = days.at(-1) ?? first;
    return html`<pa-dialog open .heading=${t().messages.jumpToDate}>
      <div class="month">
        ${this.renderTurn(-1, words.previousMonth, this.isDayOpen(addDays(first, -1)))}
        ${this.renderChoice()}
        ${this.renderTurn(1, words.nextMonth, this.isDayOpen(addDays(lastDay, 1)))}
      </div>
      <div class="days" @keydown=${this.handleKey}>
        ${listWeekdays(this.calendar).map((day) => this.renderWeekday(day))}
        ${lead > 0 ? html`<span class="gap" .style=${`--lead: ${lead}`}></span>` : nothing}
        ${days.map((day) => this.renderDay(day))}
      </div>
      ${this.renderTyped()}
    </pa-dialog>`;
  }

  private renderChoice() {
    const words = dateJumpWords();
    const { calendar } = this;
    const { year, month } = dateOf(this.shown.first, calendar);
    const [from, to] = [dateOf(this.since, calendar).year, dateOf(Date.now(), calendar).year];
    const years = Array.from({ length: Math.max(1, to - from + 1) }, (_, i) => to - i);
    const names = this.monthNames;
    // Month and year are formatted apart, since Chromium's Intl puts the year of a Jalali date before its month.
    return html`<h3 class="visually-hidden" aria-live="polite">${names[month - 1]} ${localizeDigits(year)}</h3>
      <div class="choice">
        <select
          class="input"
          aria-label=${words.month}
          @change=${(event: Event) => this.handleChoice(year, readChoice(event))}
        >
          ${names.map(
            (name, i) =>
              html`<option
                value=${i + 1}
                .selected=${i + 1 === month}
                ?disabled=${!this.isMonthOpen(findMonth(year, i + 1, calendar))}
              >
                ${name}
              </option>`,
          )}
        </select>
        <select
          class="input"
          aria-label=${words.year}
          @change=${(event: Event) => this.handleChoice(readChoice(event), month)}
        >
          ${years.map(
            (one) =>
              html`<option value=${one} .selected=${one === year}>${localizeDigits(one)}</option>`,
          )}
        </select>
      </div>`;
  }

  private renderTyped() {
    const words = dateJumpWords();
    const { year, month, day } = dateOf(Date.now(), this.calendar);
    const sample = this.calendar === 'persian' ? [year, month, day] : [day, month, year];
    return html`<form class="typed" novalidate @submit=${this.handleSubmit}>
      ${field(
        { id: 'typed', label: words.typeDate, error: this.wrong },
        html`<input
          id="typed"
          class="input"
          inputmode="text"
          autocomplete="off"
          enterkeyhint="go"
          placeholder=${localizeDigits(sample.join('/'))}
          aria-invalid=${this.wrong !== null}
          aria-describedby=${describedBy('typed')}
          @input=${this.handleTyped}
        />`,
      )}
    </form>`;
  }

  private renderTurn(step: -1 | 1, label: string, open: boolean) {
    return html`<button
      class="icon-button"
      aria-label=${label}
      ?disabled=${!open}
      @click=${() => this.turnMonth(step)}
    >
      <pa-icon .name=${step === 1 ? 'next' : 'previous'}></pa-icon>
    </button>`;
  }

  private renderWeekday(day: number) {
    return html`<abbr class="name" title=${formatWeekday(day)}
      >${getDateFormat({ weekday: 'narrow' }).format(day)}</abbr
    >`;
  }

  private renderDay(day: number) {
    return html`<button
      class="day"
      aria-label=${formatFullDate(day)}
      aria-current=${day === addDays(Date.now(), 0) ? 'date' : nothing}
      tabindex=${day === this.chosen ? 0 : -1}
      ?disabled=${!this.isDayOpen(day)}
      @click=${() => this.emit('pa-date', { at: day })}
    >
      ${getDateFormat({ day: 'numeric' }).format(day)}
    </button>`;
  }
}

function readChoice(event: Event): number {
  return Number((event.target as HTMLSelectElement).value);
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-date-jump': PaDateJump;
  }
  interface HTMLElementEventMap {
    'pa-date': CustomEvent<{ at: number }>;
  }
}
