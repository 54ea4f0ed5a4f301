import { IntercomError } from '../intercom/errors.ts';

export interface Flights {
  /**
   * What `ask` answers; or, when somebody is asking by the same name already, what they are told. When theirs ends
   * because their time is up, and not ours, it is asked again. `alone`: nobody's earlier question will do.
   */
  share<T>(name: string, ask: () => Promise<T>, options: { alone: boolean; signal: AbortSignal }): Promise<T>;
}

/** Lets cards that need the same fact at the same time ask Intercom once. In this process only. */
export function createFlights(): Flights {
  const underWay = new Map<string, Promise<unknown>>();

  function lead<T>(name: string, ask: () => Promise<T>): Promise<T> {
    const flight = ask();
    underWay.set(name, flight);
    const land = () => {
      if (underWay.get(name) === flight) underWay.delete(name);
    };
    flight.then(land, land);
    return flight;
  }

  return {
    async share(name, ask, { alone, signal }) {
      for (;;) {
        const other = alone ? undefined : underWay.get(name);
        if (other === undefined) return lead(name, ask);
        try {
          return (await other) as Awaited<ReturnType<typeof ask>>;
        } catch (error) {
          if (signal.aborted || !isForWantOfTime(error)) throw error;
        }
      }
    },
  };
}

/** Whoever has more time may get an answer. */
function isForWantOfTime(error: unknown): boolean {
  return (
    error instanceof IntercomError && (error.code === 'intercom_timed_out' || error.code === 'intercom_rate_limited')
  );
}
