import type { Cancel, Env } from '../../core/env.ts';
import { type ReadableStore, Writable } from '../../core/store.ts';
import { encodeWaveform } from '../waveform.ts';
import { LevelMeter, MicrophoneError, openMicrophone } from './microphone.ts';

/** What all browsers of today play, and what Safari recorded before it knew the first. */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4;codecs=opus', 'audio/mp4'];
const BITS_PER_SECOND = 24_000;
const CHUNK_MS = 1000;
const LEVEL_MS = 50;

/** What a voice message says of itself: `durationMs` by our own clock, since elements say what is wrong. */
type VoiceFacts = { durationMs: number; waveform: string };
type VoiceRecording = VoiceFacts & { blob: Blob };

/**
 * A second of the recording, with what is known up to there. The chunks of one recording in their order are one file, so
 * whoever stores them loses no more than the last second with the page.
 */
export type VoiceChunk = VoiceFacts & { blob: Blob; index: number };

type VoiceProgress = {
  /** `ended`: by `finish`, or because the microphone was taken away. */
  state: 'recording' | 'paused' | 'ended';
  durationMs: number;
  /** Now, 0 to 1. */
  level: number;
};

type Deps = {
  env: Pick<Env, 'now' | 'after'>;
  /** Called for each second as it is there. */
  onSecond?: (chunk: VoiceChunk) => void;
};

/** One voice message while it is spoken: opus, about 3 KB a second. */
export class VoiceRecorder {
  /** Each twentieth of a second, 0 to 1: the live waveform. */
  readonly levels: number[] = [];
  private readonly value = new Writable<VoiceProgress>({
    state: 'recording',
    durationMs: 0,
    level: 0,
  });
  private readonly chunks: Blob[] = [];
  private readonly stopped: Promise<void>;
  private readonly meter: LevelMeter;
  private before = 0;
  private since: number;
  private cancelled = false;
  private tick: Cancel = () => {};

  private constructor(
    private readonly deps: Deps,
    private readonly stream: MediaStream,
    private readonly recorder: MediaRecorder,
  ) {
    this.meter = new LevelMeter(stream);
    this.since = deps.env.now();
    recorder.ondataavailable = ({ data }) => this.keep(data);
    this.stopped = new Promise((resolve) => {
      recorder.onstop = () => {
        this.close();
        resolve();
      };
    });
    recorder.start(CHUNK_MS);
    this.measure();
  }

  /** Asks for the microphone and begins. Rejects with `MicrophoneError`. */
  static async start(deps: Deps): Promise<VoiceRecorder> {
    const type = TYPES.find((one) => globalThis.MediaRecorder?.isTypeSupported(one));
    if (type === undefined) throw new MicrophoneError('unsupported');
    const stream = await openMicrophone();
    try {
      const options = { mimeType: type, audioBitsPerSecond: BITS_PER_SECOND };
      return new VoiceRecorder(deps, stream, new MediaRecorder(stream, options));
    } catch {
      for (const track of stream.getTracks()) track.stop();
      throw new MicrophoneError('unsupported');
    }
  }

  get progress(): ReadableStore<VoiceProgress> {
    return this.value;
  }

  pause(): void {
    if (this.value.get().state !== 'recording') return;
    this.recorder.pause();
    this.tick();
    this.before = this.elapsed();
    this.show({ state: 'paused', durationMs: this.before, level: 0 });
  }

  resume(): void {
    if (this.value.get().state !== 'paused') return;
    this.recorder.resume();
    this.since = this.deps.env.now();
    this.show({ state: 'recording' });
    this.measure();
  }

  /** Forgets what was spoken. What `onSecond` was given is the caller's to remove. */
  cancel(): void {
    this.cancelled = true;
    this.end();
  }

  /** Resolves with the whole of it. Also after the microphone was taken away: what had been spoken is there. */
  async finish(): Promise<VoiceRecording> {
    this.end();
    await this.stopped;
    return { blob: new Blob(this.chunks, { type: this.recorder.mimeType }), ...this.facts() };
  }

  private end(): void {
    if (this.recorder.state !== 'inactive') this.recorder.stop();
  }

  private close(): void {
    this.tick();
    const durationMs = this.elapsed();
    this.before = durationMs;
    this.show({ state: 'ended', durationMs, level: 0 });
    this.meter.close();
    for (const track of this.stream.getTracks()) track.stop();
  }

  private elapsed(): number {
    const running = this.value.get().state === 'recording';
    return running ? this.before + this.deps.env.now() - this.since : this.before;
  }

  private facts(): VoiceFacts {
    return { durationMs: Math.round(this.elapsed()), waveform: encodeWaveform(this.levels) };
  }

  private keep(blob: Blob): void {
    if (this.cancelled || blob.size === 0) return;
    const index = this.chunks.push(blob) - 1;
    this.deps.onSecond?.({ blob, index, ...this.facts() });
  }

  /** Timers of a hidden page come once a second: what was missed is as loud as what is heard now. */
  private measure(): void {
    const level = this.meter.read();
    const durationMs = this.elapsed();
    while (this.levels.length < durationMs / LEVEL_MS) this.levels.push(level);
    this.show({ durationMs, level });
    this.tick = this.deps.env.after(LEVEL_MS, () => this.measure());
  }

  private show(change: Partial<VoiceProgress>): void {
    this.value.set({ ...this.value.get(), ...change });
  }
}
