import type { Messages } from '../../../i18n/messages.ts';
import type { Card } from '../../card.ts';
import type { Form } from '../../form.ts';
import type { Reply } from '../../inbound.ts';

/** What is wrong with an answer that was given on a card, field by field: the card has no room for it. */
export function formFaults(
  form: Form,
  { errors }: Reply & { readonly kind: 'form-errors' },
  chosen: Readonly<Record<string, string>>,
  words: Messages['wecom']['choices'],
): Card {
  const [title = words.again, ...others] = Object.entries(errors).map(([name, said]) => {
    const field = form.fields.find((one) => one.name === name);
    const fault = field?.kind === 'choice' && chosen[name] === undefined ? words.missing : said;
    return field === undefined ? fault : words.fault({ field: field.label, fault });
  });
  return { tone: 'warn', title, summary: title, lines: [...others, words.again] };
}
