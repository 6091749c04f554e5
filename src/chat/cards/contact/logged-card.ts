import { followUpNumber } from '../../../domain/contact/number.ts';
import type { Channel } from '../../../domain/vocabulary.ts';
import type { ContactResult, EchoedPromise } from '../../../usecases/contact-result.ts';
import type { Outcome } from '../../../usecases/outcome.ts';
import type { Button, Card } from '../../card.ts';
import { type CardContext, dayAndTimeText, timeText } from '../context.ts';
import { outcomeCard, said } from '../outcome-card.ts';
import { ticketButton } from '../ticket-buttons.ts';
import { contactButton } from './contact-buttons.ts';

/** Words that belong to an answer and are not stored with it: known only right after the deed. */
export interface ResultWords {
  readonly customer?: string;
  /** What was promised, by its number. */
  readonly promises?: ReadonlyMap<number, string>;
}

/** The answer to a talk that was recorded: how it was understood, what is owed, what it did elsewhere, what may help. */
export function loggedCard(
  result: ContactResult & { readonly code: 'logged' },
  context: CardContext,
  words: ResultWords,
): Card {
  const { m } = context;
  const { reply } = m.contact;
  const { number, outcome, missing, sameTalk, mayConfirm = [] } = result;
  const customer = words.customer ?? m.ticket.noCustomer;
  const title = { reached: reply.logged, 'not-reached': reply.attempt, none: reply.noted }[outcome]({
    number,
    customer,
  });
  const what = missing.map((one) => m.contact.element(one)).join(m.view.listJoin);
  const by = result.completeBy === null ? null : dayAndTimeText(context, result.completeBy);
  const channel = result.channel === null ? null : m.contact.channel(result.channel);
  const lines = [
    ...(result.answersCare === true ? [m.care.reply.logged({ name: customer })] : []),
    ...(channel === null || outcome === 'none'
      ? []
      : [reply.understood({ channel, at: dayAndTimeText(context, result.spokenAt) })]),
    ...promiseLines(number, result.promises, context, words),
    ...(missing.length === 0 ? [] : [reply.draft({ what, by })]),
    ...(result.onTicket === undefined ? [] : [onTicketText(result.onTicket, context)]),
    ...(result.wantsWord === true ? [m.contact.aims.wantsWord] : []),
    ...(result.confirmed === undefined
      ? []
      : [
          m.contact.aims.confirmed({
            number: result.confirmed.number,
            channels: result.confirmed.channels.map((one) => m.contact.channel(one)).join(m.view.listJoin),
          }),
        ]),
    ...(mayConfirm.length === 0 ? [] : [m.contact.aims.mayConfirm({ numbers: mayConfirm.join(m.view.listJoin) })]),
    ...(result.confirmBy === null ? [] : [reply.confirmBy({ at: dayAndTimeText(context, result.confirmBy) })]),
    ...(sameTalk === null
      ? []
      : [
          reply.sameTalk({
            number: sameTalk.number,
            author: context.nameOf(sameTalk.author),
            at: timeText(context, sameTalk.spokenAt),
          }),
        ]),
  ];
  const same: readonly Button[] =
    sameTalk === null
      ? []
      : [
          {
            action: 'contact.same',
            value: `${number}|${sameTalk.number}`,
            label: m.contact.button.same,
            typed: `/contact same ${number} ${sameTalk.number}`,
          },
        ];
  return said(title, missing.length > 0 || outcome === 'not-reached' ? 'warn' : 'good', lines, [
    ...same,
    ...(result.wantsWord === true && result.onTicket !== undefined
      ? [ticketButton(m, 'rate', result.onTicket.number)]
      : []),
    ...mayConfirm.map((one) => confirmsButton(one, result.channel, context)),
    ...(missing.length === 0 ? [] : [contactButton(m, 'edit', number, 'primary')]),
    contactButton(m, 'show', number),
  ]);
}

function onTicketText(outcome: Outcome, context: CardContext): string {
  const what = outcomeCard(outcome, context).title;
  return context.m.contact.reply.onTicket({ number: outcome.number, what });
}

/** That the talk just logged confirmed another one too; on the channel that it was held on. */
function confirmsButton(number: string, channel: Channel | null, { m }: CardContext): Button {
  const value = `${number} ${channel ?? ''}`.trim();
  return {
    action: 'contact.confirm',
    value,
    label: m.contact.aims.confirmButton(number),
    typed: `/contact confirm ${value}`,
  };
}

/** Promises as they are echoed, a line each. */
export function promiseLines(
  number: string,
  promises: readonly EchoedPromise[],
  context: CardContext,
  words: ResultWords,
): readonly string[] {
  const { m } = context;
  return promises.map(({ n, owner, dueAt }) =>
    m.contact.reply.promised({
      number: followUpNumber(number, n),
      words: words.promises?.get(n) ?? m.contact.promise,
      owner: context.nameOf(owner),
      due: dayAndTimeText(context, dueAt),
    }),
  );
}
