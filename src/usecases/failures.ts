/** The database was away before anything could be written: nothing was saved, trying again is the way. */
export class NothingSaved extends Error {
  override readonly name = 'NothingSaved';
}

/** A history names a policy that is not known here yet: another replica has just put it in force. */
export class UnknownPolicy extends Error {
  override readonly name = 'UnknownPolicy';
}

/** The write was sent and no answer came: it may stand or not. Repeating under the same dedupe key is safe. */
export class NotConfirmed extends Error {
  override readonly name = 'NotConfirmed';
}
