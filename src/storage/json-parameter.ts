/**
 * A statement's JSON parameter. PostgreSQL's text holds neither NUL nor half a surrogate pair and refuses the whole
 * statement over one: they are left out, so that words of any origin can be stored.
 */
export function jsonParameter(value: unknown): string {
  const json = JSON.stringify(value);
  // Looked for plainly first: an escape of any kind is rare, and this stands in the way of every ticket.
  return json.includes('\\u') && UNSTORABLE.test(json)
    ? JSON.stringify(value, (_key, part: unknown) => storable(part))
    : json;
}

/** How JSON writes what cannot be stored; also found in an escaped backslash before `u0000`, which costs a second look only. */
const UNSTORABLE = /\\u(0000|d[89a-f])/;

function storable(part: unknown): unknown {
  return typeof part === 'string' ? part.replaceAll('\0', '').toWellFormed() : part;
}
