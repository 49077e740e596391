import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Timeline } from '../../core/services.ts';
import { StoreController } from '../../core/store.ts';
import { t } from '../../i18n/locale.ts';
import { buttons } from '../../styles/controls.ts';
import { columnHost, hidden } from '../../styles/shared.ts';
import { DayController } from '../../ui/day.ts';
import { PaElement } from '../../ui/element.ts';
import { distanceToEnd } from './anchor.ts';
import { DrawnWindow, type OpenedChat } from './drawn-window.ts';
import { EdgeLoader, type LoadSide } from './edge-loader.ts';
import { bubbleOf, hasOwnMenu, moveFocus } from './message-focus.ts';
import { MouseGestures } from './mouse-gestures.ts';
import { PrintAll } from './print-all.ts';
import { ReadWatch } from './read-watch.ts';
import type { RowContext } from './row-context.ts';
import { ScrollKeeper } from './scroll-keeper.ts';
import { ScrollSign } from './scroll-sign.ts';
import { limitDrawn, NEAR, ROWS_AHEAD } from './slice.ts';
import { timelineStyles } from './timeline.styles.ts';
import { renderEdge, renderEmptyChat } from './timeline-parts.ts';
import { describeForReader, renderRows } from './timeline-rows.ts';
import { TouchGestures } from './touch-gestures.ts';
import './pa-to-end.ts';
import { type MenuAnchor, toMenuAnchor } from '../../ui/menu-anchor.ts';
import type { PaMessage } from '../bubble/pa-message.ts';

/** Further from the end than this, the button that leads there is shown. */
const AWAY = 320;
/** So near a side its spinner is in sight, CSS pixels: only there does it turn, which costs every frame. */
const EDGE = 72;
const STEPS: Record<string, -1 | 1> = { ArrowUp: -1, ArrowDown: 1 };

/**
 * Shows the messages of one chat; make a new element for another chat. It draws a slice of what is loaded and moves
 * it as the reader scrolls. Events: those of pa-message; `pa-menu`, `pa-select` and `pa-swipe` of a message.
 */
@customElement('pa-timeline')
export class PaTimeline extends PaElement {
  static override styles = [buttons, hidden, columnHost, timelineStyles];

  /** «امروز» is «دیروز» from midnight on, also where nothing else happens. */
  readonly day = new DayController(this);
  private readonly store = new StoreController(this, () => this.timeline?.view);
  private readonly keeper = new ScrollKeeper(this, {
    viewport: () => this.viewport,
    content: () => this.content,
    rows: () => this.rows,
    isEndDrawn: () => this.drawn.isEndDrawn,
  });
  private readonly reads = new ReadWatch(this, {
    findSeenSeq: (reported) => this.findSeenSeq(reported),
    markRead: (seq) => this.timeline?.markRead(seq),
  });
  private readonly loader = new EdgeLoader(this, () => this.timeline);
  readonly drawn = new DrawnWindow();
  protected readonly printing = new PrintAll(this, this.drawn);
  private readonly touch = new TouchGestures(this, {
    canReply: ({ message }) =>
      message !== null && this.context?.selected === null && message.seq > 0,
    replyTo: ({ message }) => message && this.emit('pa-swipe', { message }),
    openMenu: (row, place) => this.requestMenu(row, place),
  });
  private readonly sign = new ScrollSign(this, () => this.viewport);
  readonly mouse = new MouseGestures(this, (message) => this.emit('pa-swipe', { message }));
  private stepped: number | undefined;

  @query('.viewport') private viewport?: HTMLElement;
  @query('.content') private content?: HTMLElement;

  @state() private away = false;
  /** The side whose end of what is drawn is in sight. */
  @state() private visibleEdge: LoadSide | null = null;

  @property({ attribute: false }) timeline: Timeline | null = null;
  @property({ attribute: false }) context: RowContext | null = null;
  @property() name = '';
  @property({ type: Boolean }) saved = false;
  @property({ type: Number }) unread = 0;
  @property({ attribute: false }) opened: OpenedChat = { seq: 0, unread: 0 };
  /** Says whether loading can succeed; a change to true tries again. */
  @property({ type: Boolean }) online = true;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.stepped !== undefined) cancelAnimationFrame(this.stepped);
    this.stepped = undefined;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('online') && this.online) this.loader.clearFailure();
    const next = this.store.value;
    if (!next || next === this.drawn.view) return;
    const keys = new Set(next.messages.map((message) => message.clientId));
    this.keeper.holdAmong((key) => keys.has(key));
    const lit = this.drawn.litSeq;
    this.drawn.applyView(next, this.keeper.anchor, this.opened, this.max);
    if (this.drawn.litSeq !== lit) this.clearLitLater();
  }

  override updated(): void {
    void this.finishRender();
  }

  goToEnd(): void {
    const { timeline } = this;
    this.drawn.goToEnd();
    if (this.drawn.view.hasNewer && timeline) void this.loadEnd(timeline);
    this.requestUpdate();
  }

  override focus(): void {
    this.viewport?.focus({ preventScroll: true });
  }

  private async loadEnd(timeline: Timeline): Promise<void> {
    const came = await this.loader.attempt('newer', () => timeline.jumpToEnd());
    if (!came) this.drawn.goal = null;
  }

  /**
   * Bubbles draw a microtask later than their list; only then do they have a height. It is still before the next
   * frame.
   */
  private async finishRender(): Promise<void> {
    const pending = Array.from(this.rows).filter((row) => row.isUpdatePending);
    await Promise.all(pending.map((row) => row.updateComplete));
    this.applyGoal();
    this.fillEdges();
    this.reads.check();
  }

  private get rows(): ArrayLike<PaMessage> {
    return this.content?.getElementsByTagName('pa-message') ?? [];
  }

  private get max(): number {
    return limitDrawn(this.viewport?.clientHeight ?? 0);
  }

  /** Puts the scroll position where it belongs after a render: to the goal, or back to what must not move. */
  private applyGoal(): void {
    const { goal } = this.drawn;
    if (!goal) this.keeper.restore();
    else if (goal.to !== 'end') {
      if (goal.to === 'unread') this.keeper.scrollToRow(goal.key, 'top', 0.25);
      else this.keeper.scrollToRow(goal.key, 'middle', 0.5);
      this.drawn.goal = null;
    } else if (this.drawn.isEndDrawn) {
      this.keeper.scrollToEnd(this.away && this.keeper.isNearEnd());
      this.drawn.goal = null;
    }
  }

  /** Draws or loads more where an edge of what is drawn is near. */
  private fillEdges(): void {
    const view = this.keeper.measureView();
    if (!view || view.height === 0 || this.drawn.goal) return;
    const { hasOlder, hasNewer, messages } = this.drawn.view;
    const toEnd = distanceToEnd(view);
    this.away = messages.length > 0 && (toEnd > AWAY || !this.drawn.isEndDrawn);
    this.visibleEdge = view.scrollTop < EDGE ? 'older' : toEnd < EDGE ? 'newer' : null;
    if (view.scrollTop < NEAR) this.drawTowards('older', hasOlder);
    if (toEnd < NEAR) this.drawTowards('newer', hasNewer);
  }

  /** Takes a step towards a side, at most one in a frame; what is not loaded is asked for before it is needed. */
  private drawTowards(side: LoadSide, more: boolean): void {
    if (more && this.drawn.countUndrawn(side) < ROWS_AHEAD) void this.loader.load(side);
    if (this.drawn.countUndrawn(side) === 0) return;
    this.stepped ??= requestAnimationFrame(() => {
      this.stepped = undefined;
      if (this.drawn.drawMore(side, this.max)) this.requestUpdate();
    });
  }

  private clearLitLater(): void {
    setTimeout(() => {
      this.drawn.litSeq = 0;
      this.requestUpdate();
    }, 2000);
  }

  /** Returns the newest message whose end, or most of which, is on the screen. */
  private findSeenSeq(reported: number): number {
    const last = this.rows[this.rows.length - 1]?.message;
    // The reader goes through what is read: there is nothing to measure.
    if (last && last.seq > 0 && last.seq <= reported) return reported;
    for (let i = this.keeper.findLowest(); i >= 0; i--) {
      const row = this.rows[i];
      if (row?.message && row.message.seq > 0 && this.keeper.isSeen(row)) {
        return row.message.seq;
      }
    }
    return 0;
  }

  private handleScroll(): void {
    this.keeper.handleScroll();
    this.sign.handleScroll();
    this.fillEdges();
    this.reads.check();
  }

  private readonly handleTakeover = (event: Event): void => {
    this.sign.handleTakeover(event);
    this.keeper.handleTakeover();
  };

  private handlePress(event: PointerEvent): void {
    this.handleTakeover(event);
    this.touch.handleDown(event);
  }

  private handleKey(event: KeyboardEvent): void {
    this.handleTakeover(event);
    const bubble = bubbleOf(event, true);
    const step = event.altKey ? undefined : STEPS[event.key];
    if (event.key === 'End') this.goToEnd();
    else if (event.key === 'Enter' && bubble) this.handleMenu(event);
    else if (event.key === ' ' && bubble && this.context?.selected) this.selectMessage(bubble);
    else if (step) moveFocus(this.rows, bubbleOf(event), this.keeper.findLowest(), step);
    else return;
    event.preventDefault();
  }

  private handleMenu(event: Event): void {
    const row = bubbleOf(event);
    if (!row || hasOwnMenu(event)) return;
    event.preventDefault();
    this.requestMenu(row, toMenuAnchor(event, row));
  }

  private requestMenu(row: PaMessage, place: MenuAnchor): void {
    this.touch.cancel();
    if (this.context?.selected) this.selectMessage(row);
    else if (row.message)
      this.emit('pa-menu', { message: row.message, place: row.markAsked(place) });
  }

  private handleClick(event: Event): void {
    const row = this.context?.selected ? bubbleOf(event) : null;
    if (row) this.selectMessage(row);
  }

  private selectMessage({ message }: PaMessage): void {
    if (message && message.seq > 0 && !message.system) this.emit('pa-select', { message });
  }

  override render() {
    const { messages } = this.drawn.view;
    return html`<div
        class="viewport"
        role="log"
        aria-live="off"
        aria-label=${t().messages.with(this.name)}
        tabindex="0"
        @scroll=${this.handleScroll}
        @scrollend=${this.keeper.handleTakeover}
        @wheel=${this.handleTakeover}
        @pointerdown=${this.handlePress}
        @pointermove=${this.touch.handleMove}
        @pointerup=${this.touch.handleUp}
        @pointercancel=${this.touch.cancel}
        @click=${this.handleClick}
        @keydown=${this.handleKey}
        @contextmenu=${this.handleMenu}
      >
        <div class="content">
          ${messages.length === 0 ? this.renderEmpty() : this.renderEdge('older')}
          ${renderRows(this)}
          ${messages.length === 0 ? nothing : this.renderEdge('newer')}
        </div>
      </div>
      <pa-to-end .shown=${this.away} .count=${this.unread} @click=${this.goToEnd}></pa-to-end>
      ${describeForReader(this)}`;
  }

  private renderEdge(side: LoadSide) {
    const { hasOlder, hasNewer } = this.drawn.view;
    if (!(side === 'older' ? hasOlder : hasNewer)) return nothing;
    return renderEdge(
      this.loader.failed === side,
      () => this.loader.retry(side),
      this.visibleEdge === side,
    );
  }

  private renderEmpty() {
    const { hasOlder, loading } = this.drawn.view;
    if (hasOlder || loading || !this.store.value) {
      return renderEdge(this.loader.failed !== null, () => this.loader.retry('older'));
    }
    return renderEmptyChat(this.saved);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-timeline': PaTimeline;
  }
}
