import type { FileInfo } from '../../../protocol/files.ts';
import type { Message } from '../../../protocol/messages.ts';
import { kindOfFile } from '../../../protocol/rules/files.ts';
import type { ClientServices } from '../../core/services.ts';
import { t } from '../../i18n/locale.ts';
import { fileAddress } from '../files/addresses.ts';
import { whoIs } from '../names.ts';

/** Something that is played: a voice message or an audio file, where it was sent. */
export type Track = {
  /** Of the same file in the same message. */
  key: string;
  kind: 'voice' | 'audio';
  chatId: string;
  seq: number;
  src: string;
  /** What it is called while it plays: who speaks, or the file's name. */
  title: string;
  /** As its sender measured it: what the browser says of a recording may be wrong. null: it is asked. */
  durationMs: number | null;
  /** The same bytes where the address did not give them: kept on this device, or of a session that is renewed. */
  open(): Promise<{ url: string; release(): void }>;
  /** It plays: of a voice message of somebody else that is known from then on. */
  markPlayed(): void;
  /** What plays on when it has ended. */
  next(): Promise<Track | null>;
};

type PlayableMessage = Pick<Message, 'chatId' | 'seq' | 'senderId' | 'files'>;

/** So many messages are looked through for the next voice message. */
const LOOKED_THROUGH = 40;

export const trackKey = (chatId: string, seq: number, { id }: Pick<FileInfo, 'id'>): string =>
  `${chatId} ${seq} ${id}`;

export function trackOf(
  { chatId, seq, senderId }: PlayableMessage,
  file: FileInfo,
  services: ClientServices,
): Track {
  const kind = kindOfFile(file) === 'voice' ? 'voice' : 'audio';
  const names = {
    me: services.account.me.get()?.id ?? '',
    findUser: (id: string) => services.messenger.findUser(id),
  };
  return {
    key: trackKey(chatId, seq, file),
    kind,
    chatId,
    seq,
    src: fileAddress(file),
    title: kind === 'voice' ? whoIs(names, senderId) : file.name || t().messages.attached.audio,
    durationMs: file.durationMs ?? null,
    open: async () => await (await services.files()).show(file.id, 'whole'),
    markPlayed() {
      // Kept where the local database takes it; if not, it is heard again.
      if (kind === 'voice' && senderId !== names.me)
        void services.messenger.actions.markPlayed(chatId, seq).catch(() => {});
    },
    next: async () => (kind === 'voice' ? await nextVoice(chatId, seq, services) : null),
  };
}

/** The next voice message of the chat, also while another one is looked at. */
async function nextVoice(
  chatId: string,
  after: number,
  services: ClientServices,
): Promise<Track | null> {
  const row = services.messenger.chats.get()?.find(({ chat }) => chat.id === chatId);
  const last = Math.min(row?.chat.lastSeq ?? 0, after + LOOKED_THROUGH);
  for (let seq = after + 1; seq <= last; seq++) {
    const message = await services.messenger.actions.findMessage(chatId, seq);
    const voice = message?.files?.find((file) => kindOfFile(file) === 'voice');
    if (message && voice && message.deletedAt === null) return trackOf(message, voice, services);
  }
  return null;
}
