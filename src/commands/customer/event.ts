import type { Reply } from '../../chat/inbound.ts';
import { isoDateOf } from '../../domain/calendar/civil-date.ts';
import { zoneOf } from '../../domain/calendar/zone.ts';
import { COOPERATION_TYPES, type CooperationType, type IsoDay } from '../../domain/customer/customer.ts';
import { COOPERATION_BY_SPELLING } from '../../domain/customer/lexicon-customer.ts';
import { customerNumber, readCustomerNumber } from '../../domain/customer/number.ts';
import { readAmount } from '../../domain/customer/read-amount.ts';
import { readDay } from '../../domain/customer/read-day.ts';
import { lineText, readCustomerLine } from '../../domain/customer/read-line.ts';
import { cleanText, foldWord } from '../../domain/intake/clean.ts';
import { localToday } from '../../usecases/customers/desk.ts';
import type { CustomerHit } from '../../usecases/customers/ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { readTime } from '../read-time.ts';
import { refuseCustomerInput, requestFor, showChange, showRefusal } from './answers.ts';
import { withCustomer } from './which.ts';

/** 往来: an order, payment, delivery or renewal, with its day and amount; the customer alone opens the form. */
export const event: Verb = {
  name: 'event',
  aliases: ['往来', '合作', '事件'],
  takesNumber: false,
  typed: recordNamed,
  clicked: recordNamed,
  submitted: (context, about, values) => {
    const number = readCustomerNumber(about);
    if (number === null) return showRefusal(context, { code: 'refused', reason: 'unknown-customer' });
    const type = COOPERATION_TYPES.find((one) => one === values['type']);
    const words = [values['date'] ?? '', values['amount'] ?? ''].map((word) => word.trim());
    const read = readEvent(
      context,
      type ?? null,
      [words[0] || '', ...(words[1] ? [words[1]] : [])].filter((word) => word !== ''),
    );
    if (!read.ok) return { kind: 'form-errors', errors: { [read.field]: read.fault } };
    const remark = cleanText(values['remark'] ?? '', 500).text;
    return record(
      context,
      { number, name: customerNumber(number) },
      { ...read.event, remark: remark === '' ? null : remark },
    );
  },
};

function recordNamed(context: CommandContext, rest: string): Promise<Reply> {
  const line = readCustomerLine(rest);
  const [customer = '', ...words] = line.words;
  const again = (number: string) => lineText(line, [number, ...words]);
  return withCustomer(context, 'event', customer, again, (hit) => {
    const given = [line.fields.get('type'), ...words, line.fields.get('date'), line.fields.get('amount')].flatMap(
      (one) => one ?? [],
    );
    if (given.length === 0) return eventForm(context, hit);
    const at = given.findIndex((word) => COOPERATION_BY_SPELLING.has(foldWord(word)));
    const { reply } = context.card.m.customer;
    if (at === -1) return refuseCustomerInput(context, 'event', reply.badEvent(given[0] ?? ''));
    const type = COOPERATION_BY_SPELLING.get(foldWord(given[at] ?? '')) ?? null;
    const read = readEvent(
      context,
      type,
      given.filter((_, i) => i !== at),
    );
    return read.ok
      ? record(context, hit, { ...read.event, remark: line.fields.get('remark') ?? null })
      : refuseCustomerInput(context, 'event', read.fault);
  });
}

interface ReadEvent {
  readonly type: CooperationType;
  readonly day: IsoDay;
  readonly amount: number | null;
}

/** Words after the kind of event: a date and an amount, in either order. Without a date it was today. */
function readEvent(
  context: CommandContext,
  type: CooperationType | null,
  words: readonly string[],
): { ok: true; event: ReadEvent } | { ok: false; field: 'type' | 'date' | 'amount'; fault: string } {
  const { m, now } = context.card;
  if (type === null) return { ok: false, field: 'type', fault: m.customer.reply.missingEvent };
  const today = localToday(context.policy.policy, now);
  let day: IsoDay | null = null;
  let amount: number | null = null;
  for (const word of words) {
    const money = readAmount(word);
    // 20241102 is a day and 45352 is money: nobody types a spreadsheet's day number.
    const isPlain = /^\d{1,7}$/.test(word);
    const read = isPlain ? null : readDay(word);
    if (day === null && read !== null && read.ok) day = read.day;
    else if (amount === null && money !== null) amount = money;
    else if (read !== null && !read.ok && read.reason !== 'not-a-date') {
      const problem = read.reason === 'ambiguous' ? 'ambiguous-day' : 'no-such-day';
      const choices = read.reason === 'ambiguous' ? read.choices.join(m.view.listJoin) : '';
      return { ok: false, field: 'date', fault: m.customer.problem(problem, { value: word, choices }) };
    } else {
      const said = readTime(context, word, 'past');
      if (!said.ok) return { ok: false, field: 'date', fault: said.fault };
      day = isoDateOf(zoneOf(context.policy.policy.timezone).localDay(said.at));
    }
  }
  if (day !== null && day > today)
    return { ok: false, field: 'date', fault: m.customer.problem('bad-day', { value: day, choices: '' }) };
  return { ok: true, event: { type, day: day ?? today, amount } };
}

async function record(
  context: CommandContext,
  hit: Pick<CustomerHit, 'number' | 'name'>,
  made: ReadEvent & { readonly remark: string | null },
): Promise<Reply> {
  const outcome = await context.services.customers.cooperate(requestFor(context, hit.number), made);
  const { reply, cooperation } = context.card.m.customer;
  return showChange(context, outcome, () =>
    reply.cooperated({ name: hit.name, what: cooperation(made.type), day: made.day }),
  );
}

function eventForm(context: CommandContext, { number, name }: CustomerHit): Reply {
  const { m, now } = context.card;
  const { form, field, cooperation } = m.customer;
  return {
    kind: 'form',
    form: {
      action: 'customer.event',
      context: customerNumber(number),
      title: form.eventTitle,
      intro: form.about(name),
      submit: form.save,
      cancel: form.cancel,
      fields: [
        {
          kind: 'choice',
          name: 'type',
          label: field('type'),
          choices: COOPERATION_TYPES.map((value) => ({ value, label: cooperation(value) })),
        },
        {
          kind: 'text',
          name: 'date',
          label: field('date'),
          hint: form.dayHint,
          initial: localToday(context.policy.policy, now),
          maxLength: 50,
        },
        { kind: 'text', name: 'amount', label: form.amount, hint: form.amountHint, optional: true, maxLength: 50 },
        { kind: 'text', name: 'remark', label: field('remark'), optional: true, multiline: true, maxLength: 500 },
      ],
    },
  };
}
