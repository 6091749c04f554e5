import type { Reply } from '../../chat/inbound.ts';
import { followUpNumber } from '../../domain/contact/number.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';
import { explainClock, inOrder } from '../ticket/why.ts';
import { type ContactCommand, type Named, withClicked, withContactNumber, withVisibleContact } from './on-contact.ts';

/** 为什么: every clock of a contact, or of one promise, and what is sent next, to whom. */
export function whyVerb(command: ContactCommand): Verb {
  return {
    name: 'why',
    aliases: ['为什么', '时限', '时限说明'],
    takesNumber: true,
    typed: (context, rest) => withContactNumber(context, command, 'why', rest, (named) => explain(context, named)),
    clicked: (context, value) => withClicked(context, value, (named) => explain(context, named)),
  };
}

function explain(context: CommandContext, { number, n }: Named): Promise<Reply> {
  return withVisibleContact(context, number, (view) => {
    const { m } = context.card;
    const meant = view.commitments.filter((one) => n === null || (one.rule === 'follow-up' && one.n === n));
    const title = m.contact.reply.whyTitle({ number: n === null ? number : followUpNumber(number, n) });
    const items = inOrder(meant).map((one) => {
      const promise = one.rule === 'follow-up' ? view.followUps.find(({ n: its }) => its === one.n) : undefined;
      const source = promise === undefined ? null : `${followUpNumber(number, promise.n)} ${promise.words}`;
      return explainClock(context, view.policy, one, source);
    });
    return showCard({
      tone: 'info',
      title,
      summary: title,
      ...(items.length === 0 ? { lines: [m.contact.reply.nothingOpen({ number })] } : { items }),
      footer: m.view.why.policy({ hash: view.policy.slice(0, 8), tier: null }),
    });
  });
}
