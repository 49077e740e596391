import { bytesPart } from '../core/local-db/outgoing-file.ts';
import type { RecordingRow } from '../core/local-db/recording.ts';
import type { OutboxRow } from '../core/local-db/schema.ts';
import type {
  FilesToSend,
  OutgoingMessages,
  SendOptions,
  SpokenMessage,
} from '../core/services.ts';
import { updateRow } from '../outbox/rows.ts';
import type { ClientSession } from '../session/session.ts';
import { forgetFiles, sendFileMessages } from './file-messages.ts';

/** A recording that goes on is stored each second. */
const SPOKEN_MS = 3000;

/** Seconds in their order, whatever order names are listed in. */
const secondPart = (index: number): string => `${bytesPart(0)}.${String(index).padStart(5, '0')}`;

export class SessionOutgoing implements OutgoingMessages {
  constructor(private readonly session: ClientSession) {}

  async send(
    chatId: string,
    messages: readonly FilesToSend[],
    options: Pick<SendOptions, 'replyTo' | 'written'> = {},
  ): Promise<void> {
    await sendFileMessages(this.session, chatId, messages, options);
    for (const timeline of this.session.listShown(chatId)) void timeline.jumpToEnd();
  }

  /** A message was taken back. */
  async cancelUploads(row: OutboxRow): Promise<void> {
    await forgetFiles(this.session, row).catch(() => {});
  }

  async setPaused(clientId: string, on: boolean): Promise<void> {
    const { db } = this.session;
    this.session.publish(await updateRow(db, clientId, { paused: on || undefined }));
  }

  async keepRecording(row: RecordingRow, second: Blob): Promise<void> {
    const { db, env } = this.session;
    const bytes = await this.session.openBytes();
    await bytes.put(row.clientId, secondPart(row.seconds), second);
    const kept = { ...row, at: env.now(), seconds: row.seconds + 1 };
    await db.write(['recordings'], async (tx) => tx.put('recordings', kept));
  }

  async findUnfinished(chatId: string): Promise<RecordingRow | undefined> {
    const { db, env } = this.session;
    const read = () => db.read(['recordings'], (tx) => tx.get('recordings', chatId));
    const row = await read();
    if (!row) return undefined;
    await new Promise<void>((resolve) => env.after(row.at + SPOKEN_MS - env.now(), resolve));
    const later = await read();
    return later?.at === row.at ? later : undefined;
  }

  async readRecording(row: RecordingRow): Promise<Blob | undefined> {
    const bytes = await this.session.openBytes();
    const seconds: Blob[] = [];
    for (let i = 0; i < row.seconds; i += 1) {
      const second = await bytes.get(row.clientId, secondPart(i));
      if (!second) break;
      seconds.push(second);
    }
    if (seconds.length === 0) await this.removeRow(row.chatId);
    return seconds.length === 0 ? undefined : new Blob(seconds, { type: row.mime });
  }

  async removeRecording({ chatId, clientId }: RecordingRow): Promise<void> {
    await this.removeRow(chatId);
    await (await this.session.openBytes()).remove(clientId);
  }

  /** Its seconds leave this device with the message. */
  async sendSpoken(
    row: RecordingRow,
    { blob, durationMs, waveform }: SpokenMessage,
    replyTo?: number,
  ) {
    const { chatId, clientId } = row;
    const mime = blob.type.replace(/;.*/, '');
    const name = `voice.${/mp4/.test(mime) ? 'm4a' : 'webm'}`;
    const facts = { kind: 'voice', name, size: blob.size, mime, durationMs, waveform } as const;
    const message = { text: '', files: [{ blob, facts }], clientId };
    await this.send(chatId, [message], replyTo ? { replyTo } : {});
    await this.removeRow(chatId);
  }

  private async removeRow(chatId: string): Promise<void> {
    await this.session.db.write(['recordings'], async (tx) => tx.remove('recordings', chatId));
  }
}
