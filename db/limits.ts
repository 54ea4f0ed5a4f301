/** How much is kept, and how long: the same in every database. */

/**
 * OAuth states, after they expired: long enough to tell somebody who comes back to an old tab that the state was used,
 * rather than never known.
 */
export const KEPT_AFTER_EXPIRY_MS = 24 * 60 * 60 * 1000;

/** Used tags of a teammate: more than any card shows. Without an end the list would grow with every tag there ever was. */
export const TAGS_KEPT_PER_TEAMMATE = 50;

/** A busy day of a team that looks for a fault; without an end the log would outgrow everything else. */
export const DELIVERIES_KEPT_PER_WORKSPACE = 500;

/** How exactly it is known when a fact was last used: to write it down at every look would cost more than the look. */
export const TOUCHED_EVERY_MS = 24 * 60 * 60 * 1000;

/** Contacts with a number are kept however long nobody used them; so rarely they are looked at again. */
export const KEPT_FOR_THEIR_NUMBER_MS = 30 * 24 * 60 * 60 * 1000;

/** How exactly it is known when an API key was last used: not every request is to be a write. */
export const USED_EVERY_MS = 60 * 60 * 1000;
