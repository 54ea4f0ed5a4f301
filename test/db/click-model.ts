import type { ClickKey, ClickStart } from '../../db/ports.ts';

/** What a click store means, without a database: the store must answer the same in any sequence. */
export class ClickModel {
  readonly #clicks = new Map<string, { begunAtMs: number; outcome: string | undefined }>();

  #name({ workspaceId, clickHash }: ClickKey): string {
    return JSON.stringify([workspaceId, clickHash]);
  }

  begin(click: ClickKey & { atMs: number }): ClickStart {
    const known = this.#clicks.get(this.#name(click));
    if (known === undefined) {
      this.#clicks.set(this.#name(click), { begunAtMs: click.atMs, outcome: undefined });
      return { state: 'first' };
    }
    return known.outcome === undefined
      ? { state: 'begun', begunAtMs: known.begunAtMs }
      : { state: 'finished', outcome: known.outcome };
  }

  finish(click: ClickKey & { outcome: string; atMs: number }): void {
    const known = this.#clicks.get(this.#name(click));
    if (known?.outcome !== undefined) return;
    this.#clicks.set(this.#name(click), { begunAtMs: known?.begunAtMs ?? click.atMs, outcome: click.outcome });
  }

  release(click: ClickKey & { begunAtMs: number }): void {
    const known = this.#clicks.get(this.#name(click));
    if (known?.outcome === undefined && known?.begunAtMs === click.begunAtMs) this.#clicks.delete(this.#name(click));
  }

  takeOver(click: ClickKey & { begunAtMs: number; atMs: number }): number | undefined {
    const known = this.#clicks.get(this.#name(click));
    if (known === undefined || known.outcome !== undefined || known.begunAtMs !== click.begunAtMs) return undefined;
    known.begunAtMs = click.atMs > known.begunAtMs ? click.atMs : known.begunAtMs + 1;
    return known.begunAtMs;
  }
}
