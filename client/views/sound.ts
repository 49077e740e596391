/** Two soft notes, a fifth apart: Hz, and seconds from the beginning. */
const NOTES = [
  { pitch: 587.33, at: 0 },
  { pitch: 880, at: 0.09 },
] as const;
const LENGTH_S = 0.45;
const LOUDNESS = 0.14;

/**
 * Plays the tones, which are made here and now: nothing to download, and the same on each device. It is silent where
 * the browser allows no sound yet.
 */
export async function playSound(): Promise<void> {
  // A page without a touch or key yet may not sound, and trying is reported in the console.
  if (navigator.userActivation?.hasBeenActive === false) return;
  const audio = new AudioContext();
  try {
    if (audio.state !== 'running') await audio.resume();
    const notes = NOTES.map(({ pitch, at }) => playTone(audio, pitch, audio.currentTime + at));
    await Promise.all(notes);
  } finally {
    // An open context keeps the audio hardware, and a phone, awake.
    void audio.close();
  }
}

function playTone(audio: AudioContext, pitch: number, at: number): Promise<void> {
  const tone = new OscillatorNode(audio, { type: 'sine', frequency: pitch });
  const volume = new GainNode(audio, { gain: 0 });
  // Without a few milliseconds of rise the tone begins with a click.
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.012);
  volume.gain.exponentialRampToValueAtTime(0.0005, at + LENGTH_S);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + LENGTH_S);
  return new Promise((resolve) => {
    tone.onended = () => resolve();
  });
}
