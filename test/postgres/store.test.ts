import { storeSuite } from '../db/store-suite.ts';
import { openTestStore } from './open-store.ts';

storeSuite('PostgreSQL', () => openTestStore());
