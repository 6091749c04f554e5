import { firstWords } from '../../chat/cards/context.ts';
import type { Form } from '../../chat/form.ts';
import { readKind, readUrgency } from '../../domain/intake/mark-words.ts';
import type { Missing } from '../../domain/intake/vague.ts';
import { KINDS, type PersonRef, URGENCIES } from '../../domain/vocabulary.ts';
import type { CustomerHit } from '../../usecases/customers/ports.ts';
import type { OpenReport } from '../../usecases/ports.ts';
import type { CommandContext } from '../command.ts';
import { PROBLEM_TYPE_MAX, type TicketWords } from './read-new-ticket.ts';
import { whichCustomerField } from './which-customer.ts';

/** What a form remembers between opening and sending. */
export interface NewTicketMemory {
  /** The questions of T6 were asked: they are not asked again. */
  readonly asked: boolean;
  /** Key, link and time of the message it is made from, who wrote it, and where its thread is. */
  readonly source: {
    readonly key: string;
    readonly link: string | null;
    readonly at: number;
    readonly author?: PersonRef;
    readonly thread?: { readonly conversation: string; readonly message: string };
  } | null;
  /** What was typed and has no field: the team as written, the mark, and who is to have it. */
  readonly team: string | null;
  readonly complex: boolean;
  readonly owner: PersonRef | null;
  /** Open tickets that it resembles were shown: whoever sends it all the same means another one. */
  readonly warned: boolean;
  /** The name of which customers alike were shown, and whether it is a customer of its own all the same. */
  readonly named: { readonly name: string; readonly asWritten: boolean } | null;
}

export const NO_MEMORY: NewTicketMemory = {
  asked: false,
  source: null,
  team: null,
  complex: false,
  owner: null,
  warned: false,
  named: null,
};

/** Modals take input of at most this many characters. */
const INPUT_MAX = 3_000;

/** Open tickets that a new one resembles, in words: what a form and a chat without buttons say before it is saved. */
export function alikeText(alike: readonly OpenReport[], { m }: CommandContext['card']): string {
  const tickets = alike.map(({ number, description }) => `${number} · ${firstWords(description, 60)}`);
  return [m.correction.alike, ...tickets].join('\n');
}

/** What a new ticket resembles: open ones, and, by the name of its customer, customers. */
export interface Resembling {
  readonly alike: readonly OpenReport[];
  readonly customers: readonly CustomerHit[];
}

export const NOTHING_ALIKE: Resembling = { alike: [], customers: [] };

/** The form of a new ticket, filled with what is known, and with questions where the description was too vague. */
export function newTicketForm(
  context: CommandContext,
  words: Partial<TicketWords>,
  memory: NewTicketMemory,
  missing: readonly Missing[] = [],
  found: Resembling = NOTHING_ALIKE,
): Form {
  const { card } = context;
  const { m } = card;
  const { alike, customers } = found;
  const { form } = m.view;
  const questions = missing.map((one) => m.reply.vagueQuestion[one]);
  const written = words.customer ?? '';
  const intro = [
    ...(missing.length === 0 ? [] : [m.reply.vague({ questions })]),
    ...(alike.length === 0 ? [] : [alikeText(alike, card)]),
    ...(customers.length === 0 ? [] : [m.correction.customersLike(written)]),
  ];
  // Whole, however long: whoever shows it knows how much fits, and says what was cut.
  const initial = (value: string | null | undefined) => (value ? { initial: value } : {});
  return {
    action: 'ticket.new',
    context: JSON.stringify(memory),
    title: form.newTitle,
    submit: alike.length === 0 ? form.newSubmit : m.correction.anyway,
    cancel: form.cancel,
    ...(intro.length === 0 ? {} : { intro: intro.join('\n') }),
    fields: [
      {
        kind: 'text',
        name: 'description',
        label: form.description,
        hint: form.descriptionHint,
        placeholder: form.descriptionExample,
        multiline: true,
        maxLength: INPUT_MAX,
        ...initial(words.description),
      },
      {
        kind: 'text',
        name: 'customer',
        label: form.customer,
        optional: true,
        maxLength: 300,
        ...initial(words.customer),
      },
      ...(customers.length === 0 ? [] : [whichCustomerField(context, written, customers)]),
      {
        kind: 'choice',
        name: 'kind',
        label: form.kind,
        optional: true,
        choices: [
          { value: 'guess', label: form.guess },
          ...KINDS.map((value) => ({ value, label: m.ticket.kind(value) })),
        ],
        initial: (words.kind ? readKind(words.kind) : null) ?? 'guess',
      },
      {
        kind: 'choice',
        name: 'urgency',
        label: form.urgency,
        optional: true,
        choices: [
          { value: 'guess', label: form.guess },
          ...URGENCIES.map((value) => ({ value, label: m.ticket.urgency(value) })),
        ],
        initial: (words.urgency ? readUrgency(words.urgency) : null) ?? 'guess',
      },
      {
        kind: 'text',
        name: 'problem-type',
        label: form.problemType,
        optional: true,
        maxLength: PROBLEM_TYPE_MAX,
        ...initial(words.problemType),
      },
      {
        kind: 'text',
        name: 'time',
        label: form.spokenAt,
        hint: form.spokenAtHint,
        optional: true,
        maxLength: 50,
        ...initial(words.time),
      },
    ],
  };
}
