import type { Button } from '../../card.ts';
import { byteLength } from './cut.ts';
import { APP_CARD } from './limits.ts';

/** What a click brings back. */
export type ButtonMeaning = Pick<Button, 'action' | 'value'>;

const ACTION = /^[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)+$/;
const VALUE_LENGTH = 200;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
const CONTROL = /[\u0000-\u001f\u007f]/;

/** A button's key, as it comes back with the click; `null` for a button that breaks its contract and cannot be shown. */
export function buttonKey({ action, value }: ButtonMeaning): string | null {
  const key = `${action}|${value}`;
  return readButtonKey(key) === null ? null : key;
}

/** What a key means; `null` for everything that `buttonKey` would not have made. */
export function readButtonKey(key: string): ButtonMeaning | null {
  if (byteLength(key) > APP_CARD.buttonKeyBytes) return null;
  const bar = key.indexOf('|');
  const [action, value] = [key.slice(0, bar), key.slice(bar + 1)];
  const isOurs =
    bar > 0 && ACTION.test(action) && value.length <= VALUE_LENGTH && !CONTROL.test(value) && value.isWellFormed();
  return isOurs ? { action, value } : null;
}
