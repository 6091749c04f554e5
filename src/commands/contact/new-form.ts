import type { Field, Form, FormValues } from '../../chat/form.ts';
import { MOODS } from '../../domain/contact/contact.ts';
import { CHANNELS } from '../../domain/vocabulary.ts';
import type { CommandContext } from '../command.ts';
import { aimFields, endedFields } from './aim-fields.ts';

/** What is known when the form opens. */
export interface ContactFields {
  readonly customer?: string | null;
  readonly channel?: string | null;
  readonly isReached?: boolean;
  readonly content?: string | null;
  readonly feedback?: string | null;
  readonly mood?: string | null;
  readonly next?: string | null;
  readonly time?: string | null;
  readonly ticket?: string | null;
  readonly aim?: string | null;
  readonly materials?: string | null;
}

/** Modals take input of at most this many characters. */
const INPUT_MAX = 3_000;
const NONE = 'none';

/** The form of a new contact, filled with what is known. `intro` says what is still to be decided. */
export function newContactForm({ card }: CommandContext, known: ContactFields, intro: string | null = null): Form {
  const { m } = card;
  const { form } = m.contact.reply;
  const initial = (value: string | null | undefined) => (value ? { initial: value } : {});
  const fields: readonly Field[] = [
    { kind: 'text', name: 'customer', label: form.customer, maxLength: 300, ...initial(known.customer) },
    {
      kind: 'choice',
      name: 'channel',
      label: form.channel,
      choices: CHANNELS.map((value) => ({ value, label: m.contact.channel(value) })),
      initial: known.channel ?? 'phone',
    },
    {
      kind: 'choice',
      name: 'outcome',
      label: form.outcome,
      choices: [
        { value: 'yes', label: m.view.form.yes },
        { value: 'no', label: m.view.form.no },
      ],
      initial: known.isReached === false ? 'no' : 'yes',
    },
    {
      kind: 'text',
      name: 'content',
      label: form.content,
      placeholder: form.contentExample,
      multiline: true,
      maxLength: INPUT_MAX,
      ...initial(known.content),
    },
    {
      kind: 'choice',
      name: 'mood',
      label: form.mood,
      optional: true,
      choices: [{ value: NONE, label: form.none }, ...MOODS.map((value) => ({ value, label: m.contact.mood(value) }))],
      initial: known.mood ?? NONE,
    },
    {
      kind: 'text',
      name: 'feedback',
      label: form.feedback,
      optional: true,
      multiline: true,
      maxLength: 1_000,
      ...initial(known.feedback),
    },
    {
      kind: 'text',
      name: 'next',
      label: form.next,
      hint: form.nextHint,
      optional: true,
      multiline: true,
      maxLength: 2_000,
      ...initial(known.next),
    },
    ...endedFields(card, {}),
    ...aimFields(card, known),
    {
      kind: 'text',
      name: 'time',
      label: form.time,
      hint: form.timeHint,
      optional: true,
      maxLength: 60,
      ...initial(known.time),
    },
    { kind: 'text', name: 'ticket', label: form.ticket, optional: true, maxLength: 20, ...initial(known.ticket) },
  ];
  return {
    action: 'contact.new',
    context: '',
    title: form.newTitle,
    submit: form.submit,
    cancel: m.view.form.cancel,
    ...(intro === null ? {} : { intro }),
    fields,
  };
}

/** A submitted form as the line that says the same, so that both are read by one reader. */
export function lineOfForm(values: FormValues): { readonly text: string; readonly isReached: boolean } {
  const value = (name: string) => values[name]?.trim() ?? '';
  const chosen = (name: string) => (value(name) === NONE ? '' : value(name));
  const parts: readonly (readonly [string, string])[] = [
    ['customer', `"${value('customer').replaceAll(/["\n]/gu, ' ')}"`],
    ['channel', value('channel')],
    ['time', value('time')],
    ['ticket', value('ticket')],
    ['mood', chosen('mood')],
    ['read-back', chosen('read-back')],
    ['aim-reached', chosen('aim-reached')],
    ['aim', value('aim')],
    ['materials', value('materials')],
    ['content', value('content')],
    ['feedback', value('feedback')],
    ['next', value('next')],
  ];
  const text = parts
    .filter(([, written]) => written !== '' && written !== '""')
    .map(([key, written]) => `${key}: ${written}`)
    .join('\n');
  return { text, isReached: value('outcome') !== 'no' };
}
