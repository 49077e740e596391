import { defineConfig } from 'drizzle-kit';

/** For `bun run db:generate`: docs/development.md, "A new migration". */
// biome-ignore lint/style/noDefaultExport: drizzle-kit reads the default export.
export default defineConfig({
  dialect: 'sqlite',
  schema: './db/schema.ts',
  out: './db/migrations',
  breakpoints: false,
});
