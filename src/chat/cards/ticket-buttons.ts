import type { Messages } from '../../i18n/messages.ts';
import type { Button } from '../card.ts';

/** The verbs that have a button, with the key of its label and the command that does the same. */
const TYPED = {
  take: (n: string) => `/ticket take ${n}`,
  ack: (n: string) => `/ticket ack ${n}`,
  contacted: (n: string) => `/ticket contacted ${n}`,
  progress: (n: string) => `/ticket progress ${n}`,
  resolve: (n: string) => `/ticket resolve ${n}`,
  escalate: (n: string) => `/ticket escalate ${n}`,
  told: (n: string) => `/ticket told ${n}`,
  plan: (n: string) => `/ticket plan ${n}`,
  wait: (n: string) => `/ticket wait ${n}`,
  resume: (n: string) => `/ticket resume ${n}`,
  reopen: (n: string) => `/ticket reopen ${n}`,
  rate: (n: string) => `/ticket rate ${n} 5`,
  show: (n: string) => `/ticket show ${n}`,
  why: (n: string) => `/ticket why ${n}`,
  edit: (n: string) => `/ticket edit ${n}`,
} as const;

export type TicketButton = keyof typeof TYPED;

/** A button on a ticket: what it does is written once, here. */
export function ticketButton(m: Messages, verb: TicketButton, number: string, style?: Button['style']): Button {
  return {
    action: `ticket.${verb}`,
    value: number,
    label: m.ticket.button[verb],
    typed: TYPED[verb](number),
    ...(style === undefined ? {} : { style }),
  };
}
