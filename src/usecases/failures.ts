/** The database was away before anything could be written: nothing was saved, trying again is the way. */
export class NothingSaved extends Error {
  override readonly name = 'NothingSaved';
}

/** The write was sent and no answer came: it may stand or not. Repeating under the same dedupe key is safe. */
export class NotConfirmed extends Error {
  override readonly name = 'NotConfirmed';
}
