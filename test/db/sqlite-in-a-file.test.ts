import { openFileStore } from './open-store.ts';
import { storeSuite } from './store-suite.ts';

storeSuite('SQLite in a file', () => openFileStore());
