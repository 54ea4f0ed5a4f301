import type { FastifyBaseLogger } from 'fastify';

type Bindings = Readonly<Record<string, unknown>>;

/**
 * A child of a logger that is made when it first has something to say. Most requests say nothing but their one wide
 * line, which names them itself.
 */
export class LateLog implements FastifyBaseLogger {
  readonly #parent: FastifyBaseLogger;
  readonly #bindings: Bindings;
  #child: FastifyBaseLogger | undefined;

  constructor(parent: FastifyBaseLogger, bindings: Bindings) {
    this.#parent = parent;
    this.#bindings = bindings;
  }

  #made(): FastifyBaseLogger {
    this.#child ??= this.#parent.child(this.#bindings);
    return this.#child;
  }

  get level(): FastifyBaseLogger['level'] {
    return this.#parent.level;
  }
  child(...given: Parameters<FastifyBaseLogger['child']>): FastifyBaseLogger {
    return this.#made().child(...given);
  }
  fatal(...said: unknown[]): void {
    this.#made().fatal(...(said as [unknown]));
  }
  error(...said: unknown[]): void {
    this.#made().error(...(said as [unknown]));
  }
  warn(...said: unknown[]): void {
    this.#made().warn(...(said as [unknown]));
  }
  info(...said: unknown[]): void {
    this.#made().info(...(said as [unknown]));
  }
  debug(...said: unknown[]): void {
    this.#made().debug(...(said as [unknown]));
  }
  trace(...said: unknown[]): void {
    this.#made().trace(...(said as [unknown]));
  }
  silent(...said: unknown[]): void {
    this.#made().silent(...(said as [unknown]));
  }
}
