import { parentPort, workerData } from 'node:worker_threads';
import { openSqliteStore } from '../../db/sqlite/open.ts';

/** Runs as a thread of its own, like one more instance of Callcard on the same file. */
const { path, gate, instances } = workerData as { path: string; gate: SharedArrayBuffer; instances: number };

/** Lets nobody through before everybody is here, so that they really meet. */
function meet(lane: number): void {
  const arrived = new Int32Array(gate);
  Atomics.add(arrived, lane, 1);
  Atomics.notify(arrived, lane);
  for (let seen = Atomics.load(arrived, lane); seen < instances; seen = Atomics.load(arrived, lane)) {
    Atomics.wait(arrived, lane, seen);
  }
}

const state = { region: 'us', source: 'website', createdAtMs: 1, expiresAtMs: 1_000 } as const;
const states = Array.from({ length: 10 }, (_, index) => `state ${index}`);

meet(0);
const store = await openSqliteStore(path);
const { migrationsCurrent } = await store.check();
meet(1);
// Whoever issues a state first has issued it; the others are refused.
const issued = await Promise.allSettled(states.map((stateHash) => store.oauthStates.issue({ ...state, stateHash })));
meet(2);
const consumed = [];
for (const stateHash of states) consumed.push((await store.oauthStates.consume(stateHash, 2)).result);
await store.close();
parentPort?.postMessage({
  migrationsCurrent,
  issued: issued.map(({ status }) => status),
  consumed,
});
