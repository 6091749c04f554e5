import { randomUUID } from 'node:crypto';

/** `xxxxxxxx-xxxx-v`: what time and version take of an id's 36 characters. */
const HEAD_LENGTH = 15;

/**
 * A UUID of version 7: time first, so that rows of one time lie together in every index. Made here rather than by the
 * database, because rows that name each other are written in one statement, on servers older than the function.
 */
export function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  // Variant and chance lie in the same places in version 4, which the runtime makes in one cheap call.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(HEAD_LENGTH)}`;
}
