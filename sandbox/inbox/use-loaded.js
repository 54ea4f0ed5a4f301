import { useCallback, useEffect, useState } from '/assets/htm-preact.js';

/**
 * Loads what `key` names, and again on `reload`. Data of another key is never returned, however late it arrives; while
 * the same key is loaded again, and when that fails, its data stays.
 * @template T
 * @param {string | undefined} key undefined loads nothing
 * @param {() => Promise<T>} load
 * @returns {{data?: T, error?: Error, isLoading: boolean, reload: () => void}}
 */
export function useLoaded(key, load) {
  const [loaded, setLoaded] = useState({});
  const [turn, setTurn] = useState(0);
  const reload = useCallback(() => setTurn((count) => count + 1), []);

  useEffect(() => {
    if (key === undefined) return undefined;
    let isCurrent = true;
    load().then(
      (data) => isCurrent && setLoaded({ key, data }),
      (error) => isCurrent && setLoaded((last) => ({ key, error, data: last.key === key ? last.data : undefined })),
    );
    return () => {
      isCurrent = false;
    };
  }, [key, turn]);

  const isOurs = key !== undefined && loaded.key === key;
  return {
    data: isOurs ? loaded.data : undefined,
    error: isOurs ? loaded.error : undefined,
    isLoading: key !== undefined && !isOurs,
    reload,
  };
}
