import type { Field } from '../../chat/form.ts';
import type { Reply } from '../../chat/inbound.ts';
import { MOODS } from '../../domain/contact/contact.ts';
import { readContact } from '../../domain/contact/read-contact.ts';
import { CHANNELS } from '../../domain/vocabulary.ts';
import { completeContact } from '../../usecases/contact/complete-contact.ts';
import type { ContactView } from '../../usecases/contact-ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { dateContext } from '../read-time.ts';
import { endedFields } from './aim-fields.ts';
import { checkWritten } from './check-written.ts';
import { isPersonFor } from './new.ts';
import { changeAndTell, formAbout, refuse, withClicked, withContactNumber, withVisibleContact } from './on-contact.ts';

/** 补充: what a draft lacks (C2), or a correction. */
export const edit: Verb = {
  name: 'edit',
  aliases: ['补充', '修改', '更正'],
  takesNumber: true,
  typed: (context, rest) =>
    withContactNumber(context, 'contact', 'edit', rest, ({ number }, words) =>
      words === '' ? askWhatIsMissing(context, number) : complete(context, number, words, false),
    ),
  clicked: (context, value) => withClicked(context, value, ({ number }) => askWhatIsMissing(context, number)),
  submitted: (context, number, values) => complete(context, number, lineOf(values), true),
};

async function complete(context: CommandContext, number: string, text: string, isForm: boolean): Promise<Reply> {
  const written = readContact(text, {
    dates: dateContext(context, 'future'),
    knownCustomers: [],
    hasCustomer: true,
    isPerson: isPersonFor(context),
  });
  const checked = checkWritten(context, written);
  if (!checked.ok) {
    if (isForm) return { kind: 'form-errors', errors: { ...checked.faults } };
    const [first = '', ...others] = Object.values(checked.faults);
    return refuse(context, 'contact', 'edit', first, others);
  }
  const { content, feedback, moods, purposes, participants, facts, channel, nothingNext } = written;
  const { aim, aimReached, materials, readBack } = written;
  const { promises } = checked.contact;
  return changeAndTell(context, number, completeContact, {
    channel,
    nothingNext,
    promises,
    words: {
      ...(content === '' ? {} : { content }),
      ...(feedback === null ? {} : { feedback }),
      ...(moods.length === 0 ? {} : { moods }),
      ...(purposes.length === 0 || content === '' ? {} : { purposes }),
      ...(participants === null ? {} : { participants }),
      ...(facts === null ? {} : { facts }),
      ...(aim === null ? {} : { aim }),
      ...(aimReached === null ? {} : { aimReached }),
      ...(materials === null ? {} : { materials }),
      ...(readBack === null ? {} : { readBack }),
    },
  });
}

const NONE = 'none';

function lineOf(values: Readonly<Record<string, string>>): string {
  return (['channel', 'mood', 'feedback', 'read-back', 'aim-reached', 'next'] as const)
    .flatMap((key) => {
      const written = values[key]?.trim() ?? '';
      return written === '' || (key !== 'next' && written === NONE) ? [] : [`${key}: ${written}`];
    })
    .join('\n');
}

function askWhatIsMissing(context: CommandContext, number: string): Promise<Reply> {
  return withVisibleContact(context, number, (view) =>
    formAbout(context, number, {
      action: 'contact.edit',
      title: context.card.m.contact.reply.form.editTitle,
      fields: fieldsFor(context, view),
    }),
  );
}

/** What is lacking comes first; a complete record asks for what may have changed. */
function fieldsFor({ card }: CommandContext, view: ContactView): readonly Field[] {
  const { m } = card;
  const { form } = m.contact.reply;
  const wants = (element: ContactView['missing'][number]) =>
    view.missing.length === 0 || view.missing.includes(element);
  const none = { value: NONE, label: form.none };
  return [
    ...(wants('channel')
      ? [
          {
            kind: 'choice',
            name: 'channel',
            label: form.channel,
            optional: true,
            choices: [none, ...CHANNELS.map((value) => ({ value, label: m.contact.channel(value) }))],
            initial: view.channel ?? NONE,
          } as const,
        ]
      : []),
    ...(wants('feedback')
      ? [
          {
            kind: 'choice',
            name: 'mood',
            label: form.mood,
            optional: true,
            choices: [none, ...MOODS.map((value) => ({ value, label: m.contact.mood(value) }))],
            initial: view.moods[0] ?? NONE,
          } as const,
          {
            kind: 'text',
            name: 'feedback',
            label: form.feedback,
            optional: true,
            multiline: true,
            maxLength: 1_000,
          } as const,
        ]
      : []),
    ...endedFields(card, view),
    {
      kind: 'text',
      name: 'next',
      label: form.next,
      hint: form.nextHint,
      optional: true,
      multiline: true,
      maxLength: 2_000,
    },
  ];
}
