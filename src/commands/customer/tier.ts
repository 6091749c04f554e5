import { tierText } from '../../chat/cards/customer-card.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { AUTO_WORDS } from '../../domain/customer/lexicon-customer.ts';
import { customerNumber, readCustomerNumber } from '../../domain/customer/number.ts';
import { lineText, readCustomerLine } from '../../domain/customer/read-line.ts';
import { readTier } from '../../domain/customer/read-profile.ts';
import { cleanText, foldWord } from '../../domain/intake/clean.ts';
import { TIERS, type Tier } from '../../domain/vocabulary.ts';
import type { CustomerHit } from '../../usecases/customers/ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';
import { refuseCustomerInput, requestFor, showChange, showRefusal } from './answers.ts';
import { withCustomer } from './which.ts';

const REASON_MAX = 500;

/** 等级: why it is what it is; pinned by hand with a reason, or left to the rule again. */
export const tier: Verb = {
  name: 'tier',
  aliases: ['等级', '级别', '分级'],
  takesNumber: false,
  typed: tierNamed,
  clicked: tierNamed,
  submitted: (context, about, values) => {
    const number = readCustomerNumber(about);
    if (number === null) return showRefusal(context, { code: 'refused', reason: 'unknown-customer' });
    const chosen = values['tier'] ?? '';
    const reason = cleanText(values['reason'] ?? '', REASON_MAX).text;
    const hit = { number, name: customerNumber(number) };
    if (chosen === 'auto') return unpin(context, hit);
    const wanted = readTier(chosen);
    const { reply } = context.card.m.customer;
    if (wanted === null) return { kind: 'form-errors', errors: { tier: reply.missingTier } };
    return reason === ''
      ? { kind: 'form-errors', errors: { reason: reply.missingReason } }
      : pin(context, hit, wanted, reason);
  },
};

function tierNamed(context: CommandContext, rest: string): Promise<Reply> {
  const line = readCustomerLine(rest);
  const [customer = '', wanted = '', ...words] = line.words;
  const again = (number: string) => lineText(line, [number, ...line.words.slice(1)]);
  return withCustomer(context, 'tier', customer, again, (hit) => {
    const { reply } = context.card.m.customer;
    if (wanted === '') return explain(context, hit);
    if (foldWord(wanted) === 'pin') return pinForm(context, hit);
    if (AUTO_WORDS.has(foldWord(wanted))) return unpin(context, hit);
    const read = readTier(wanted);
    if (read === null) return refuseCustomerInput(context, 'tier', reply.missingTier);
    const reason = cleanText(words.join(' '), REASON_MAX).text;
    return reason === '' ? refuseCustomerInput(context, 'tier', reply.missingReason) : pin(context, hit, read, reason);
  });
}

type Named = Pick<CustomerHit, 'number' | 'name'>;

async function explain(context: CommandContext, hit: CustomerHit): Promise<Reply> {
  const view = await context.services.customers.find(hit.number);
  if (view === null) return showRefusal(context, { code: 'refused', reason: 'unknown-customer' });
  const { m } = context.card;
  const number = customerNumber(hit.number);
  const buttons = [
    {
      action: 'customer.tier',
      value: `${number} pin`,
      label: m.customer.form.tierTitle,
      typed: `/customer tier ${number} A …`,
    },
    ...(view.pin === null
      ? []
      : [
          {
            action: 'customer.tier',
            value: `${number} auto`,
            label: m.customer.form.byRule,
            typed: `/customer tier ${number} auto`,
          },
        ]),
  ];
  return showCard(said(`${hit.name} · ${m.customer.card.tier}`, 'info', [tierText(view, context.card)], buttons));
}

async function pin(context: CommandContext, hit: Named, wanted: Tier, reason: string): Promise<Reply> {
  const outcome = await context.services.customers.pinTier(requestFor(context, hit.number), { tier: wanted, reason });
  const { reply, tier: word } = context.card.m.customer;
  return showChange(context, outcome, () => reply.pinned({ name: hit.name, tier: word(wanted) }));
}

async function unpin(context: CommandContext, hit: Named): Promise<Reply> {
  const outcome = await context.services.customers.pinTier(requestFor(context, hit.number), null);
  const { reply, tier: word, card } = context.card.m.customer;
  return showChange(context, outcome, (done) => {
    const now = done.code === 'changed' && done.tierAfter !== null ? word(done.tierAfter) : card.noTier;
    return reply.unpinned({ name: hit.name, tier: now });
  });
}

function pinForm({ card }: CommandContext, { number, name }: CustomerHit): Reply {
  const { form, tier: word } = card.m.customer;
  return {
    kind: 'form',
    form: {
      action: 'customer.tier',
      context: customerNumber(number),
      title: form.tierTitle,
      intro: form.about(name),
      submit: form.save,
      cancel: form.cancel,
      fields: [
        {
          kind: 'choice',
          name: 'tier',
          label: form.tierTitle,
          choices: [...TIERS.map((value) => ({ value, label: word(value) })), { value: 'auto', label: form.byRule }],
        },
        { kind: 'text', name: 'reason', label: form.reason, optional: true, multiline: true, maxLength: REASON_MAX },
      ],
    },
  };
}
