import { IntercomError } from './errors.ts';

/** What Intercom answers; undefined where it says that there is no such thing. All other failures stay failures. */
export async function unlessMissing<T>(reading: Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof IntercomError && error.code === 'intercom_not_found') return undefined;
    throw error;
  }
}
