/**
 * A voice message that is being spoken, or was when a page ended: one for each chat. Its seconds are in
 * `media/stored-bytes/` under `clientId`, so that it can be offered again.
 */
export type RecordingRow = {
  chatId: string;
  clientId: string;
  at: number;
  mime: string;
  seconds: number;
  durationMs: number;
  waveform: string;
};
