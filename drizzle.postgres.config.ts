import { defineConfig } from 'drizzle-kit';

/** For `bun run db:generate:postgres`: docs/development.md, "A new migration". */
// biome-ignore lint/style/noDefaultExport: drizzle-kit reads the default export.
export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema-postgres.ts',
  out: './db/migrations-postgres',
  breakpoints: false,
});
