import type { LocalChange } from '../core/local-db/change.ts';
import { openIndexedDb } from '../core/local-db/indexed-db.ts';
import type { Backend } from '../core/local-db/tx.ts';
import { databaseName, type LocalDb } from '../core/local-db.ts';
import type { TabCall } from '../core/tab-calls.ts';
import { uuidv7 } from '../core/uuid.ts';
import { workerEnv } from './env.ts';

/** The leading tab answers at once, unless it sleeps. */
const LEADER_MS = 1500;

/** What this device holds of a person, and its tabs, for the service worker. */
export class WorkerDevice {
  private readonly channel: BroadcastChannel;
  readonly db: Pick<LocalDb, 'read' | 'write'> | undefined;

  private constructor(
    userId: string,
    private readonly backend: Backend | undefined,
  ) {
    this.channel = new BroadcastChannel(databaseName(userId));
    this.db = backend && {
      read: (tables, work) => backend.run(tables, 'readonly', work),
      write: (tables, work) => backend.run(tables, 'readwrite', work),
    };
  }

  /** Where the database cannot be opened (a newer version of the app has made it) there are only the tabs. */
  static async open(userId: string): Promise<WorkerDevice> {
    const hooks = { onOutdated() {}, onTerminated() {} };
    const backend = await openIndexedDb(databaseName(userId), hooks).catch(() => undefined);
    return new WorkerDevice(userId, backend);
  }

  /** The tabs show what was written, and the leading one sends it. */
  publish(change: LocalChange): void {
    this.channel.postMessage({ kind: 'notice', change });
  }

  /** Asks the leading tab as another tab would. Returns false where none answers. */
  askLeader(name: 'markRead', body: { chatId: string; seq: number }): Promise<boolean> {
    const from = uuidv7();
    return new Promise((resolve) => {
      const end = (done: boolean): void => {
        cancel();
        this.channel.onmessage = null;
        resolve(done);
      };
      const cancel = workerEnv.after(LEADER_MS, () => end(false));
      this.channel.onmessage = ({ data }: MessageEvent<TabCall>) => {
        if (data.kind === 'answer' && data.to === from) end(!data.failure);
      };
      this.channel.postMessage({ kind: 'ask', from, id: 1, name, body } satisfies TabCall);
    });
  }

  close(): void {
    this.channel.close();
    this.backend?.close();
  }
}
