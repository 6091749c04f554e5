import { admin } from './admin/index.ts';
import { away } from './away/index.ts';
import { care } from './care/index.ts';
import type { Command, Shortcut, Verb } from './command.ts';
import { contact } from './contact/index.ts';
import { customer } from './customer/index.ts';
import { duty } from './duty/index.ts';
import { followup } from './followup/index.ts';
import { withRetype } from './retype.ts';
import { ticket } from './ticket/index.ts';
import { todo } from './todo/index.ts';

/** Everything a person can ask for. To add a command: a folder here and a line in this list. */
export const registry: { readonly commands: readonly Command[]; readonly shortcuts: readonly Shortcut[] } = {
  commands: [ticket, todo, contact, followup, care, customer, away, duty, admin].map(withRetype),
  shortcuts: [
    { name: 'new-ticket', on: 'anywhere', action: 'ticket.new' },
    { name: 'ticket-from-message', on: 'message', action: 'ticket.new' },
    { name: 'contact-from-message', on: 'message', action: 'contact.new' },
    { name: 'import-customers', on: 'message', action: 'customer.import' },
  ],
};

/** The verb that an action names, `ticket.take`; `null` for what does not exist (any more). */
export function verbOfAction(action: string): { readonly command: Command; readonly verb: Verb } | null {
  const [commandName, verbName] = action.split('.', 2);
  const command = registry.commands.find((one) => one.name === commandName);
  const verb = command?.verbs.find((one) => one.name === verbName);
  return command === undefined || verb === undefined ? null : { command, verb };
}
