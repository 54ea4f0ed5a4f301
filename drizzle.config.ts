import { defineConfig } from 'drizzle-kit';

/** `npm run db:generate` writes the migration from what is deployed to what db/schema says. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './db/schema/sqlite.ts',
  out: './db/migrations/sqlite',
});
