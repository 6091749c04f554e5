import { z } from 'zod';
import type { Catalogue } from '../../chat/catalogue.ts';
import type { Deed } from '../../chat/inbound.ts';
import { LOCALES } from '../../domain/vocabulary.ts';

const TEXT_LIMIT = 50_000;
const name = z.string().min(1).max(200);

/** What the page sends when somebody does something. */
export const deedSchema = z.strictObject({
  /** Made by the page, once per deed: the same for a second press of the same button. */
  id: z.uuid(),
  as: name,
  where: name,
  locale: z.enum(LOCALES),
  what: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('text'), text: z.string().max(TEXT_LIMIT) }),
    z.strictObject({ type: z.literal('click'), action: name, value: z.string().max(2_000) }),
    z.strictObject({
      type: z.literal('form'),
      action: name,
      context: z.string().max(2_000),
      values: z.record(name, z.string().max(TEXT_LIMIT)),
    }),
    z.strictObject({ type: z.literal('shortcut'), name, message: name.nullable() }),
  ]),
});

export type SentDeed = z.infer<typeof deedSchema>;

/** What a typed line is: plain text, a command, or a command that does not exist. */
export type Line =
  | { readonly kind: 'text' }
  | { readonly kind: 'command'; readonly deed: Deed }
  | { readonly kind: 'unknown-command'; readonly name: string };

// Input methods write a full-width slash and a full-width space.
const COMMAND = /^\s*[/／](\S+)\s*([\s\S]*)$/u;

/** Reads a typed line; a command is known by its name or an alias, in any case. */
export function readLine(text: string, catalogue: Catalogue): Line {
  const match = COMMAND.exec(text);
  if (match === null) return { kind: 'text' };
  const typed = (match[1] ?? '').toLowerCase();
  const command = catalogue.commands.find(({ name, aliases }) => [name, ...aliases].includes(typed));
  if (command === undefined) return { kind: 'unknown-command', name: typed };
  return { kind: 'command', deed: { type: 'command', name: command.name, text: match[2] ?? '' } };
}
