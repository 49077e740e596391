import type { ClientServices, Timeline, TimelineMessage } from '../../core/services.ts';
import { moreVisual } from '../../views/viewer/chat-files.ts';
import { Viewer } from '../../views/viewer/viewer.ts';
import type { PaTimeline } from '../timeline/pa-timeline.ts';

/** Shows a picture of the timeline, with all others of the chat beside it. */
export function viewFile(
  { message, fileId }: { message: TimelineMessage; fileId: string },
  services: ClientServices,
  timeline: Timeline,
  log: PaTimeline | undefined,
): void {
  const { messages } = timeline.view.get();
  const tell = <T>(type: string, detail: T) =>
    log?.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  new Viewer({
    services,
    messages: messages.filter(({ seq }) => seq > 0),
    opened: { seq: message.seq, fileId },
    more: (side, seq) => moreVisual(services.messenger, message.chatId, side, seq),
    jump: ({ message: { seq } }) => tell('pa-jump', { seq }),
    forward: ({ message: { seq } }) => {
      const found = timeline.view.get().messages.find((one) => one.seq === seq);
      // One may have gone on to what the timeline does not hold.
      const messages = [found ?? { ...message, seq }];
      tell('pa-act', { act: 'forward', messages });
    },
  }).open();
}
