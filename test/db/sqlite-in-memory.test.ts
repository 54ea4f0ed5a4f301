import { openMemoryStore } from './open-store.ts';
import { storeSuite } from './store-suite.ts';

storeSuite('SQLite in memory', openMemoryStore);
