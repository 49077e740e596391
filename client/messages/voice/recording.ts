import { browserEnv } from '../../core/browser-env.ts';
import type { RecordingRow } from '../../core/local-db/recording.ts';
import type { Messenger, OutgoingMessages, SpokenMessage } from '../../core/services.ts';
import { uuidv7 } from '../../core/uuid.ts';
import { type VoiceChunk, VoiceRecorder } from '../../media/voice/voice-recorder.ts';

/** Shorter is a slip of the finger. */
export const SHORTEST_MS = 700;

/** A voice message of a chat that is spoken now: each second of it is stored. */
export class Recording {
  private storing: Promise<void> = Promise.resolve();
  private cancelled = false;

  private constructor(
    readonly recorder: VoiceRecorder,
    readonly row: RecordingRow,
    private readonly recordings: OutgoingMessages,
  ) {}

  /** Rejects with `MicrophoneError`. */
  static async start(messenger: Messenger, chatId: string): Promise<Recording> {
    const recordings = await messenger.openOutgoing();
    const env = browserEnv();
    let recording: Recording | undefined;
    const onSecond = (second: VoiceChunk) => recording?.keepSecond(second);
    const recorder = await VoiceRecorder.start({ env, onSecond });
    const row = { chatId, clientId: uuidv7(), at: env.now(), mime: '', seconds: 0 };
    recording = new Recording(recorder, { ...row, durationMs: 0, waveform: '' }, recordings);
    return recording;
  }

  private keepSecond({ blob, index, durationMs, waveform }: VoiceChunk): void {
    const row = { ...this.row, seconds: index, mime: blob.type, durationMs, waveform };
    // A second that finds no room is lost only where the page is lost too.
    this.storing = this.storing
      .then(() => (this.cancelled ? undefined : this.recordings.keepRecording(row, blob)))
      .catch(() => {});
  }

  /** Resolves when all of it is stored. */
  async finish(): Promise<SpokenMessage> {
    const spoken = await this.recorder.finish();
    await this.storing;
    return spoken;
  }

  async cancel(): Promise<void> {
    this.cancelled = true;
    this.recorder.cancel();
    await this.storing;
    await this.recordings.removeRecording(this.row);
  }
}
