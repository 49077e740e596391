import { defineConfig } from 'drizzle-kit';

/** For `bun run db:generate`, whose SQL is reviewed, made STRICT and added to db/migrations by hand. */
// biome-ignore lint/style/noDefaultExport: drizzle-kit reads the default export.
export default defineConfig({ dialect: 'sqlite', schema: './db/schema.ts', out: './dist/drizzle' });
