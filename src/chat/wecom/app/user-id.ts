const USER_ID = /^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}$/;

/**
 * A user id as we write it everywhere: the platform does not tell upper from lower case. `007` stays what it is.
 * `null` for what is no id of a person.
 */
export function foldUserId(written: string): string | null {
  const id = written.trim();
  return USER_ID.test(id) && id !== 'sys' ? id.toLowerCase() : null;
}
