import { KINDS, URGENCIES } from '../../domain/vocabulary.ts';
import type { Outcome } from '../../usecases/outcome.ts';
import type { Menu } from '../card.ts';
import { type CardContext, teamName } from './context.ts';

type Created = Extract<Outcome, { code: 'created' }>;

/** Teams that a menu has room for; in a larger company the name is typed. */
const TEAMS = 20;

/** A menu for each thing that was assumed: one press puts it right. */
export function correctionMenus(
  { number, assumed, kind, urgency, team }: Created,
  context: CardContext,
): readonly Menu[] {
  const { m, policy } = context;
  const { form } = m.view;
  const reroutes = assumed.includes('team') ? 'team' : '';
  const menu = (
    part: 'kind' | 'urgency' | 'team',
    label: string,
    is: string,
    how: string,
    others: readonly { readonly value: string; readonly label: string }[],
    typed: string,
  ): readonly Menu[] =>
    assumed.includes(part) && others.length > 0
      ? [
          {
            action: 'ticket.fix',
            value: `${number}|${part}|${how}`,
            label: m.correction.menu({ what: label, is }),
            options: others,
            // As a press does: not after somebody else has put it right.
            typed: `/ticket fix ${number} ${part} ${typed}`,
          },
        ]
      : [];
  const kinds = KINDS.filter((one) => one !== kind).map((value) => ({ value, label: m.ticket.kind(value) }));
  const urgencies = URGENCIES.filter((one) => one !== urgency).map((value) => ({
    value,
    label: m.ticket.urgency(value),
  }));
  const teams = [...policy.teams.values()].filter(({ id }) => id !== team).slice(0, TEAMS);
  return [
    ...menu(
      'urgency',
      form.urgency,
      m.ticket.urgency(urgency),
      '',
      urgencies,
      urgency === 'urgent' ? 'normal' : 'urgent',
    ),
    ...menu(
      'kind',
      form.kind,
      m.ticket.kind(kind),
      reroutes,
      kinds,
      [reroutes, kind === 'complaint' ? 'request' : 'complaint'].join(' ').trim(),
    ),
    ...menu(
      'team',
      form.team,
      teamName(context, team),
      '',
      teams.map(({ id, name }) => ({ value: id, label: name })),
      teams[0]?.id ?? '',
    ),
  ];
}
