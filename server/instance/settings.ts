import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type {
  ServerSettings,
  ServerSettingsField,
  ServerSettingsUpdateBody,
} from '../../protocol/server-settings.ts';
import { toServerName } from '../auth/names.ts';
import { SETTINGS } from '../config/settings.ts';
import type { Deps } from '../deps.ts';

/** The setting of the start that gives each of them its first value, or its last one when it was given. */
const FIELDS = {
  name: 'serverName',
  colour: 'serverColour',
  registration: 'registration',
  inviteQuota: 'inviteQuota',
  fileMaxBytes: 'fileMaxBytes',
  userQuotaBytes: 'userQuotaBytes',
  serverQuotaBytes: 'serverQuotaBytes',
} as const satisfies Record<ServerSettingsField, keyof typeof SETTINGS>;
const NAMES = Object.keys(FIELDS) as ServerSettingsField[];
const PREFIX = 'instance.';

type Values = Omit<ServerSettings, 'fixed'>;
/** Who changes it (null: the command line), and when. */
type By = { actorId: string | null; now: number };

export type CurrentSettings = Awaited<ReturnType<typeof createServerSettings>>;

/**
 * The settings of the server that change while it runs: stored in the database, held in memory. What a flag, the
 * environment or the settings file says explicitly overrides them and stays.
 */
export async function createServerSettings({ db, config }: Pick<Deps, 'db' | 'config'>) {
  const fixed = NAMES.filter((name) => config.given.includes(FIELDS[name]));
  let values = await readValues();
  let run = false;
  let onChange = (): void => {};

  async function readValues(): Promise<Values> {
    const kept = await db.read(db.settings.under(PREFIX));
    const read = (name: ServerSettingsField): unknown => {
      const text = fixed.includes(name) ? undefined : kept.get(name);
      const stored = text === undefined ? undefined : SETTINGS[FIELDS[name]].parse(text);
      return stored ?? config[FIELDS[name]];
    };
    return Object.fromEntries(NAMES.map((name) => [name, read(name)])) as Values;
  }

  return {
    now: (): ServerSettings => ({ ...values, fixed }),

    /** Whether the start settings say who may register. */
    isSettled: (): boolean => fixed.includes('registration'),

    /** Who may register, as strangers see it: by invitation only, as long as the server has no administrator. */
    async registration(): Promise<ServerSettings['registration']> {
      if (fixed.includes('registration')) return values.registration;
      return (await this.isRun()) ? values.registration : 'closed';
    },

    /** Whether the server has an administrator. Once it has one it stays so: the last administrator cannot leave. */
    async isRun(): Promise<boolean> {
      run ||= await db.read(db.accounts.hasAdmin());
      return run;
    },

    /** Without what cannot be changed. */
    free: (update: ServerSettingsUpdateBody): ServerSettingsUpdateBody =>
      Object.fromEntries(
        Object.entries(update).filter(([name]) => !fixed.includes(name as ServerSettingsField)),
      ),

    /** Runs in the caller's transaction; what it returns is to be given to `apply` after the commit. */
    *change(update: ServerSettingsUpdateBody, { actorId, now }: By): Tx<Partial<Values>> {
      const changes = pickChanged(update, values);
      const names = Object.keys(changes) as ServerSettingsField[];
      const refused = names.find((name) => fixed.includes(name));
      if (refused) throw new ApiError('forbidden', { field: refused });
      if (names.length === 0) return changes;
      for (const name of names) yield* db.settings.set(PREFIX + name, toStored(changes[name]));
      yield* db.audit.add({ at: now, actorId, action: 'server.update', details: changes });
      return changes;
    },

    apply(changes: Partial<Values>): ServerSettings {
      values = { ...values, ...changes };
      onChange();
      return { ...values, fixed };
    },

    /** Another node has changed them. */
    async reload(): Promise<void> {
      values = await readValues();
    },

    /** Called after each change that was made here. */
    observe(listener: () => void): void {
      onChange = listener;
    },
  };
}

/** As the setting of the start would say it. */
const toStored = (value: unknown): string => (value === null ? 'none' : String(value));

/** Only what is different. */
function pickChanged(update: ServerSettingsUpdateBody, values: Values): Partial<Values> {
  const wanted: ServerSettingsUpdateBody = { ...update };
  if (update.name !== undefined) wanted.name = toServerName(update.name);
  return Object.fromEntries(
    NAMES.filter((name) => wanted[name] !== undefined && wanted[name] !== values[name]).map(
      (name) => [name, wanted[name]],
    ),
  );
}
