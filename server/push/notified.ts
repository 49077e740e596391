const MOST = 20_000;

/**
 * Of which chats people were told and have not read since, so that reading closes the notification elsewhere. In memory
 * and bounded: what is forgotten is closed by the app itself when it is opened there.
 */
export class Notified {
  private readonly keys = new Set<string>();

  add(userId: string, chatId: string): void {
    const key = `${userId} ${chatId}`;
    // Sets keep the order in which their keys came: the one told longest ago is forgotten.
    this.keys.delete(key);
    this.keys.add(key);
    const [oldest] = this.keys;
    if (this.keys.size > MOST && oldest !== undefined) this.keys.delete(oldest);
  }

  take = (userId: string, chatId: string): boolean => this.keys.delete(`${userId} ${chatId}`);
}
