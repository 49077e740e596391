import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { NotificationContent } from '../../../protocol/push.ts';
import { type ClientServices, servicesContext } from '../../core/services.ts';
import { t } from '../../i18n/locale.ts';
import { describeProblem } from '../../i18n/problem.ts';
import { notificationWords } from '../../i18n/texts/notifications.ts';
import { turnPushOff } from '../../pwa/push.ts';
import { buttons } from '../../styles/controls.ts';
import { attempt } from '../../ui/attempt.ts';
import { choiceCards, choiceStyles } from '../../ui/choices.ts';
import { PaElement } from '../../ui/element.ts';
import { Loaded } from '../../ui/loaded.ts';
import { sectionStyles } from '../section.styles.ts';
import { connect, type DeviceState, readDeviceState, turnOn } from './device-state.ts';
import { renderObstacle, wayOutStyles } from './way-out.ts';
import './pa-push-test.ts';

const CONTENTS: NotificationContent[] = ['full', 'name', 'nothing'];

/** Turns notifications of this device on and off, and says what stands in their way. */
@customElement('pa-push-device')
export class PaPushDevice extends PaElement {
  static override styles = [
    buttons,
    choiceStyles,
    sectionStyles,
    wayOutStyles,
    css`
      p {
        line-height: 1.6;
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly device = new Loaded<DeviceState>(
    this,
    () => this.withServer(readDeviceState),
    () => this.services,
  );

  @state() private isBusy = false;

  private withServer(
    work: (...with_: Parameters<typeof readDeviceState>) => Promise<DeviceState>,
  ): Promise<DeviceState> | undefined {
    const { services } = this;
    const me = services?.account.me.get();
    return services && me
      ? work((type, body) => services.messenger.ask(type, body), me.id)
      : undefined;
  }

  private async change(work: Parameters<PaPushDevice['withServer']>[0]): Promise<void> {
    this.isBusy = true;
    await attempt(async () => {
      const next = await this.withServer(work);
      if (next) this.device.set(next);
    });
    this.isBusy = false;
  }

  private readonly turnOff = (): Promise<void> =>
    this.change(async (ask) => {
      await turnPushOff(ask);
      return { kind: 'off' };
    });

  override render() {
    return html`<div class="card">
      ${this.device.render((state) => this.renderState(state), {
        waiting: html`<pa-skeleton rows="2"></pa-skeleton>`,
        failed: (error) => html`<p class="faint" role="alert">${describeProblem(error)}</p>
          <button class="button" @click=${this.device.load}>${t().app.retry}</button>`,
      })}
    </div>`;
  }

  private renderState(state: DeviceState) {
    if (state.kind === 'obstacle') return renderObstacle(state.obstacle);
    return state.kind === 'on' ? this.renderOn(state) : this.renderOff(state.isDismissed ?? false);
  }

  private renderOff(isDismissed: boolean) {
    const words = notificationWords();
    return html`<p>${words.why}</p>
      ${isDismissed ? html`<p class="faint" role="status">${words.dismissed}</p>` : nothing}
      <button
        class="button primary"
        ?disabled=${this.isBusy}
        @click=${() => this.change(turnOn)}
      >
        ${words.turnOn}
      </button>`;
  }

  private renderOn({ content, hasService }: DeviceState & { kind: 'on' }) {
    const words = notificationWords();
    return html`<p role="status">${hasService ? words.isOn : words.noService}</p>
      ${choiceCards({
        name: 'content',
        legend: words.content,
        value: content,
        choices: CONTENTS.map((value) => ({ value, ...words.contents[value] })),
        set: (value) =>
          void this.change((ask, me) => connect(ask, me, value as NotificationContent)),
      })}
      ${hasService ? html`<pa-push-test></pa-push-test>` : nothing}
      <button class="button quiet" ?disabled=${this.isBusy} @click=${this.turnOff}>
        ${words.turnOff}
      </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-push-device': PaPushDevice;
  }
}
