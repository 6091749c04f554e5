import { acknowledgeContact } from '../../usecases/contact/acknowledge-contact.ts';
import type { CommandContext, Verb } from '../command.ts';
import { type ContactCommand, changeAndTell, type Named, withClicked, withContactNumber } from './on-contact.ts';

/** 知道了: somebody has seen it; of a named promise that one alone. */
export function ackVerb(command: ContactCommand): Verb {
  const seen = (context: CommandContext, { number, n }: Named) =>
    changeAndTell(context, number, acknowledgeContact, { n, rule: n === null ? null : 'follow-up' });
  return {
    name: 'ack',
    aliases: ['知道了', '已知悉', '收到'],
    takesNumber: true,
    typed: (context, rest) => withContactNumber(context, command, 'ack', rest, (named) => seen(context, named)),
    clicked: (context, value) => withClicked(context, value, (named) => seen(context, named)),
  };
}
