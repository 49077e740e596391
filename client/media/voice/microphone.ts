import { loudnessOf } from '../waveform.ts';

/** `insecure`: the page came over plain http, where browsers lend no microphone. `unsupported`: it records nothing. */
type MicrophoneProblem = 'denied' | 'missing' | 'busy' | 'insecure' | 'unsupported';

export class MicrophoneError extends Error {
  constructor(readonly code: MicrophoneProblem) {
    super(code);
  }
}

const REASONS: Record<string, MicrophoneProblem> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** Asks for the microphone, for one voice. Rejects with `MicrophoneError`. */
export async function openMicrophone(): Promise<MediaStream> {
  if (!globalThis.isSecureContext || !navigator.mediaDevices) throw new MicrophoneError('insecure');
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: {
        channelCount: 1,
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
      },
    });
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    throw new MicrophoneError(REASONS[name] ?? 'busy');
  }
}

/** How loud it is now, 0 to 1, until it is closed. */
export class LevelMeter {
  private readonly context = new AudioContext();
  private readonly analyser = this.context.createAnalyser();
  private readonly samples: Float32Array<ArrayBuffer>;

  constructor(stream: MediaStream) {
    this.analyser.fftSize = 2048;
    this.samples = new Float32Array(this.analyser.fftSize);
    this.context.createMediaStreamSource(stream).connect(this.analyser);
    // A page that was opened without a tap begins suspended.
    void this.context.resume().catch(() => {});
  }

  read(): number {
    this.analyser.getFloatTimeDomainData(this.samples);
    return loudnessOf(this.samples);
  }

  close(): void {
    void this.context.close().catch(() => {});
  }
}
