import { BEAT_MS } from './bus.ts';
import { headerOf } from './frame.ts';

/** Letters of one frame: a turn that says more says it in several. */
const MOST = 262_144;

type Options = {
  own: string;
  now(): number;
  /** Whether there is anybody to hear it. */
  isAlone(): boolean;
  publish(frame: string): void;
};

/**
 * Numbers the frames of this node. What one turn of the event loop has to say, which is one batch of the writer and more,
 * leaves as one frame at its end.
 */
export class FrameOutbox {
  private lines: string[] = [];
  private size = 0;
  private count = 0;
  /** Something was not said, since nobody was there. */
  private isSilent = false;
  private timer: Timer | undefined;

  constructor(private readonly options: Options) {}

  start(): void {
    this.beat();
    this.timer = setInterval(() => this.beat(), BEAT_MS);
    this.timer.unref();
  }

  add(line: string): void {
    if (this.options.isAlone()) {
      this.isSilent = true;
      return;
    }
    if (this.lines.push(line) === 1) setImmediate(this.leave);
    this.size += line.length;
    if (this.size >= MOST) this.leave();
  }

  /** Whether anything was left unsaid before somebody came. */
  takeSilence(): boolean {
    const was = this.isSilent;
    this.isSilent = false;
    return was;
  }

  /** An empty frame carries the number of the last full one, so that a lost tail is seen. */
  private beat(): void {
    const { own, now, publish } = this.options;
    this.leave();
    publish(headerOf(own, this.count, now()));
  }

  readonly leave = (): void => {
    if (this.lines.length === 0) return;
    const { own, now, publish } = this.options;
    const frame = `${headerOf(own, ++this.count, now())}${this.lines.join('\n')}\n`;
    this.lines = [];
    this.size = 0;
    publish(frame);
  };

  stop(): void {
    clearInterval(this.timer);
    this.leave();
  }
}
