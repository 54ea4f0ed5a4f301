import { defineConfig } from 'drizzle-kit';

const postgres = process.env.DIALECT === 'postgres';

/**
 * `npm run db:generate` writes the migrations from what is deployed to what db/schema says: with DIALECT=postgres for
 * PostgreSQL, otherwise for SQLite. It runs once for each, so that both have the same numbers and names.
 */
export default defineConfig(
  postgres
    ? { dialect: 'postgresql', schema: './db/schema/postgres.ts', out: './db/migrations/postgres' }
    : { dialect: 'sqlite', schema: './db/schema/sqlite.ts', out: './db/migrations/sqlite' },
);
