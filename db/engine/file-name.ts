/** What the database is called in the data folder; beside it lie its log, its lock and what upgrades leave. */
export const DATABASE = 'payambar.db';
