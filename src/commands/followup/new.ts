import type { Reply } from '../../chat/inbound.ts';
import { takeContactNumber } from '../../domain/contact/number.ts';
import { readContact } from '../../domain/contact/read-contact.ts';
import { readPromises } from '../../domain/contact/read-promises.ts';
import { promiseMore } from '../../usecases/contact/promise-more.ts';
import type { MadePromise } from '../../usecases/contact/promise-terms.ts';
import type { CommandContext, Verb } from '../command.ts';
import { wordingFlags } from '../contact/advice.ts';
import { checkPromises } from '../contact/check-written.ts';
import { isPersonFor, textContext } from '../contact/new.ts';
import { changeAndTell, refuse, showResult } from '../contact/on-contact.ts';
import { choicesText, whichCustomer } from '../contact/which-customer.ts';
import { dateContext } from '../read-time.ts';

/** 新增: a promise on a contact that is on record, or to a customer without a talk. */
export const newFollowUp: Verb = {
  name: 'new',
  aliases: ['新增', '新建', '添加', 'add'],
  takesNumber: false,
  typed: async (context, rest) => {
    if (rest.trim() === '') return refuse(context, 'followup', 'new', context.card.m.contact.reply.missingCustomer);
    const taken = takeContactNumber(rest);
    if (taken === null) return promiseTo(context, rest);
    const { promises, fault } = checkPromises(
      context,
      readPromises(taken.rest, { ...dateContext(context, 'future'), isPerson: isPersonFor(context) }).promises,
    );
    if (fault !== null) return refuse(context, 'followup', 'new', fault);
    if (promises.length === 0) return refuse(context, 'followup', 'new', context.card.m.contact.reply.noPromise);
    return changeAndTell(context, taken.number, promiseMore, promises, { promises: wordsOf(promises) });
  },
};

async function promiseTo(context: CommandContext, text: string): Promise<Reply> {
  const { m } = context.card;
  const { reply } = m.contact;
  const known = await textContext(context, text);
  // The customer stands where it stands in a talk; what follows is what was promised.
  const written = readContact(text, known);
  const name = written.customer?.name ?? '';
  const which = await whichCustomer(context, name === '' ? null : { name, isMarked: isQuoted(text, name) });
  if (!which.ok) {
    return which.choices === null
      ? refuse(context, 'followup', 'new', which.fault, which.hints)
      : refuse(context, 'followup', 'new', reply.whichCustomer({ name }), [choicesText(context, which.choices)]);
  }
  const { customer } = which;
  const line = text.slice(text.indexOf(name) + name.length).replace(/^["”」』》'\s，,：:]+/u, '');
  const { promises, fault } = checkPromises(
    context,
    readPromises(line, { ...known.dates, isPerson: known.isPerson }).promises,
  );
  if (fault !== null) return refuse(context, 'followup', 'new', fault);
  if (promises.length === 0) return refuse(context, 'followup', 'new', reply.noPromise);
  const { inbound, actor, services, budgetMs } = context;
  const result = await services.contacts.record({
    dedupeKey: inbound.dedupeKey,
    by: actor.ref,
    where: inbound.where,
    customer: { id: customer.id, name: customer.name, key: customer.key },
    ticket: null,
    channel: null,
    outcome: 'none',
    spokenAt: null,
    endedAt: null,
    missing: [],
    twoChannels: false,
    content: '',
    feedback: null,
    moods: [],
    purposes: [],
    participants: null,
    facts: null,
    promises,
    budgetMs,
  });
  const undated = promises.filter((one) => one.dueAt === null).map((one) => reply.undated({ words: one.words }));
  return showResult(context, result, { customer: customer.name, promises: wordsOf(promises) }, [
    ...(customer.id === null ? [reply.newCustomer({ name: customer.name })] : []),
    ...undated.slice(0, 1),
    ...wordingFlags(context, promises.map((one) => one.words).join('\n')),
  ]);
}

function wordsOf(promises: readonly MadePromise[]): ReadonlyMap<number, string> {
  return new Map(promises.map((one, i) => [i + 1, one.words]));
}

/** Only quotes make a new customer here: nothing else tells a name from the first word of a promise. */
function isQuoted(text: string, name: string): boolean {
  return /["“”「『《]/u.test(text.charAt(text.indexOf(name) - 1));
}
