/**
 * For `refine`, where zod's own `min(1)` would ask even an object for its `length`, and fail with a TypeError where that
 * cannot be compared: text from outside is whatever somebody sends.
 */
export function isFilled(text: string): boolean {
  return text !== '';
}
