import { coreName, isTelling, withoutLegalForm } from '../domain/customer/core-name.ts';
import type { KeyKind } from '../domain/customer/rank-customers.ts';
import { customerKey } from '../domain/intake/customer-name.ts';

/** Counts up when keys are made differently: whoever has an older one is indexed anew in the background. */
export const KEYS_VERSION = 1;

/** What one customer is found by. */
export interface CustomerKeyRow {
  readonly kind: KeyKind;
  readonly key: string;
}

/** Longer names sound like nothing that anybody types. */
const SOUNDED = 20;

/** Loaded when the first key is made: its dictionary takes a fifth of a second and 25 MB, and many processes need none. */
let dictionary: Promise<typeof import('pinyin-pro')> | undefined;

/** How names sound is a matter of look-up alone; nothing in the domain depends on it. */
export type Sound = (text: string) => readonly string[];

/** The reader of pinyin, ready to be asked many times. */
export async function loadSound(): Promise<Sound> {
  const { pinyin } = await (dictionary ??= import('pinyin-pro'));
  return (text) => pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' });
}

/** Every key of a customer: its names as they are, without company words, and how both sound. */
export function keysOf(
  names: { readonly name: string; readonly shortName: string | null; readonly aliases: readonly string[] },
  sound: Sound,
): readonly CustomerKeyRow[] {
  const aliases = names.aliases.map(customerKey);
  const named: CustomerKeyRow[] = [
    { kind: 'name', key: customerKey(names.name) },
    ...(names.shortName === null ? [] : [{ kind: 'short' as const, key: customerKey(names.shortName) }]),
    ...aliases.map((key) => ({ kind: 'alias' as const, key })),
  ];
  const whole = named.map((one) => one.key);
  const cores = [...new Set(whole.flatMap((key) => [withoutLegalForm(key), coreName(key)]))].filter(
    (core) => !whole.includes(core) && isTelling(core),
  );
  const rows = [
    ...named,
    ...cores.map((key) => ({ kind: 'core' as const, key })),
    // Nobody types how a legal form sounds.
    ...[...new Set([...whole.map(withoutLegalForm), ...cores])].flatMap((key) => sounds(key, sound)),
  ];
  return [...new Map(rows.filter(({ key }) => key !== '').map((row) => [`${row.kind} ${row.key}`, row])).values()];
}

function sounds(key: string, sound: Sound): readonly CustomerKeyRow[] {
  const text = [...key].slice(0, SOUNDED).join('');
  if (!/\p{sc=Han}/u.test(text)) return initialsOfWords(text);
  const syllables = sound(text)
    .filter((one) => /^[\p{L}\p{N}]+$/u.test(one))
    .map((one) => one.toLowerCase());
  const initials = syllables.map((one) => (/^\d/.test(one) ? one : (one[0] ?? ''))).join('');
  return [
    { kind: 'pinyin', key: syllables.join('') },
    ...(initials.length >= 2 ? [{ kind: 'initials' as const, key: initials }] : []),
  ];
}

function initialsOfWords(text: string): readonly CustomerKeyRow[] {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return words.length < 2 ? [] : [{ kind: 'initials', key: words.map((word) => word[0]).join('') }];
}
