import { prepCard } from '../../chat/cards/contact/prep-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { CONFIRMED_MATTERS, FORMAL_MARK, URGENT_MARK } from '../../domain/contact/lexicon-contact.ts';
import { readContact } from '../../domain/contact/read-contact.ts';
import { localToday } from '../../usecases/customers/desk.ts';
import type { CommandContext, Verb } from '../command.ts';
import { refuseInput, showCard } from '../replies.ts';
import { textContext } from './new.ts';
import { exampleOf, refuse } from './on-contact.ts';
import { choicesText, whichCustomer } from './which-customer.ts';

/** 准备: aim, materials and channel before a talk (C10), with what was said and promised last. */
export const prep: Verb = {
  name: 'prep',
  aliases: ['准备', '沟通准备', 'prepare', 'plan'],
  takesNumber: false,
  typed: prepare,
  clicked: prepare,
};

async function prepare(context: CommandContext, text: string): Promise<Reply> {
  const { card, policy, services } = context;
  const { reply } = card.m.contact;
  const said = text.replace(URGENT_MARK, ' ').replace(FORMAL_MARK, ' ').trim();
  const { customer, aim, materials, purposes, content } = readContact(said, await textContext(context, said));
  const which = await whichCustomer(context, customer);
  const example = exampleOf(context, 'contact', 'prep');
  if (!which.ok) {
    return which.choices === null
      ? refuseInput(context, which.fault, example, which.hints)
      : refuseInput(context, reply.whichCustomer({ name: which.name }), example, [choicesText(context, which.choices)]);
  }
  const { hit, name } = which.customer;
  const view = hit === null ? null : await services.customers.find(hit.number);
  if (view === null) return refuse(context, 'contact', 'prep', reply.unknownCustomer({ name }));
  const activity = await services.customers.activity(view.id);
  return showCard(
    prepCard(
      view,
      activity,
      {
        purposes,
        aim,
        materials,
        isUrgent: URGENT_MARK.test(text),
        isFormal:
          FORMAL_MARK.test(text) || CONFIRMED_MATTERS.some(({ words }) => words.test(`${content} ${aim ?? ''}`)),
        today: localToday(policy.policy, card.now),
      },
      card,
    ),
  );
}
