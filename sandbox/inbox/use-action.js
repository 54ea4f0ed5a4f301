import { useRef, useState } from '/assets/htm-preact.js';

/**
 * Does one thing at a time and keeps what became of it: nothing, words that say what happened, or an error.
 * @returns {{isBusy: boolean, error?: Error, done?: string, run: (act: () => Promise<string | undefined>) => Promise<void>}}
 */
export function useAction() {
  const [state, setState] = useState({ isBusy: false });
  /** Set at once, unlike state: of two clicks in one frame the second finds it. */
  const isBusy = useRef(false);

  const run = async (act) => {
    if (isBusy.current) return;
    isBusy.current = true;
    setState({ isBusy: true });
    try {
      setState({ isBusy: false, done: await act() });
    } catch (error) {
      setState({ isBusy: false, error });
    }
    isBusy.current = false;
  };
  return { ...state, run };
}
