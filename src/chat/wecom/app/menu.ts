import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Locale } from '../../../domain/vocabulary.ts';
import type { Messages } from '../../../i18n/messages.ts';
import { messagesOf } from '../../../i18n/messages.ts';
import type { Catalogue } from '../../catalogue.ts';

/** An entry of the menu: its key is the line that somebody would type instead. */
export interface MenuEntry {
  readonly type: 'click';
  readonly name: string;
  readonly key: string;
}

export interface MenuGroup {
  readonly name: string;
  readonly sub_button: readonly MenuEntry[];
}

type MenuWord = keyof Messages['wecom']['menu'];

interface Planned {
  readonly label: MenuWord;
  readonly line: string;
}

/** Groups and entries in order; what is not in the registry (yet) is left out. */
const PLAN: readonly { readonly label: MenuWord; readonly entries: readonly Planned[] }[] = [
  {
    label: 'tickets',
    entries: [
      { label: 'newTicket', line: '/ticket new' },
      { label: 'mine', line: '/todo' },
      { label: 'team', line: '/ticket list team' },
      { label: 'overdue', line: '/ticket list overdue' },
    ],
  },
  {
    label: 'customers',
    entries: [
      { label: 'logContact', line: '/contact' },
      { label: 'care', line: '/care' },
      { label: 'followups', line: '/followup' },
      { label: 'customer', line: '/customer' },
    ],
  },
  {
    label: 'more',
    entries: [
      { label: 'review', line: '/review' },
      { label: 'duty', line: '/duty' },
      { label: 'away', line: '/away' },
      { label: 'help', line: '/ticket help' },
    ],
  },
];

/** What the platform takes (D/90231): groups, entries of a group, bytes of names and keys. */
const LIMITS = { groups: 3, entries: 5, groupName: 16, entryName: 40, key: 128 } as const;

/**
 * The app's menu, made from the command registry so that it offers exactly what is answered. Throws, naming the entry,
 * when something is longer than the platform takes.
 */
export function wecomMenu(catalogue: Catalogue, locale: Locale): readonly MenuGroup[] {
  const words = messagesOf(locale).wecom.menu;
  const groups = PLAN.flatMap(({ label, entries }): MenuGroup[] => {
    const offered = entries.filter((entry) => isAnswered(catalogue, entry.line));
    if (offered.length === 0) return [];
    atMost(words[label], 'entries', offered.length, LIMITS.entries);
    return [
      {
        name: short(words[label], LIMITS.groupName),
        sub_button: offered.map((entry) => ({
          type: 'click',
          name: short(words[entry.label], LIMITS.entryName),
          key: short(entry.line, LIMITS.key),
        })),
      },
    ];
  });
  atMost('menu', 'groups', groups.length, LIMITS.groups);
  return groups;
}

/** Whether the app has this menu already, by the answer of `menu/get`; the platform adds fields of its own. */
export function isSameMenu(menu: readonly MenuGroup[], answer: unknown): boolean {
  const current = shape.safeParse(answer);
  return current.success && isDeepStrictEqual(current.data.button, menu);
}

const shape = z.object({
  button: z.array(
    z.object({
      name: z.string(),
      sub_button: z.array(z.object({ type: z.string(), name: z.string(), key: z.string() })),
    }),
  ),
});

function isAnswered({ commands }: Catalogue, line: string): boolean {
  const [, name, verb] = /^\/(\S+)(?: (\S+))?/.exec(line) ?? [];
  const command = commands.find((one) => one.name === name);
  return command !== undefined && (verb === undefined || command.verbs.some((one) => one.name === verb));
}

function short(text: string, maxBytes: number): string {
  atMost(text, 'bytes', Buffer.byteLength(text), maxBytes);
  return text;
}

function atMost(what: string, unit: string, size: number, max: number): void {
  if (size > max) throw new RangeError(`WeCom menu: "${what}" has ${size} ${unit}, at most ${max}`);
}
