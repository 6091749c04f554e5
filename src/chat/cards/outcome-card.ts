import { SYSTEM, UNANSWERED_REVISITS } from '../../domain/ticket/ticket.ts';
import { KINDS, URGENCIES } from '../../domain/vocabulary.ts';
import type { Outcome, Refusal } from '../../usecases/outcome.ts';
import type { TicketView } from '../../usecases/ports.ts';
import type { Button, Card } from '../card.ts';
import { type CardContext, teamName, timeText } from './context.ts';
import { correctionMenus } from './correction-menus.ts';
import { ticketButton } from './ticket-buttons.ts';

/** The private answer to a deed: what was done or why not, and what helps next. */
export function outcomeCard(outcome: Outcome, context: CardContext): Card {
  return outcome.code === 'refused' ? refusalCard(outcome, context) : doneCard(outcome, context);
}

type Done = Exclude<Outcome, Refusal>;

function doneCard(outcome: Done, context: CardContext): Card {
  const { m } = context;
  const { reply } = m;
  const { number } = outcome;
  const show = ticketButton(m, 'show', number);
  switch (outcome.code) {
    case 'created': {
      const { kind, urgency, team } = outcome;
      const what = outcome.assumed.flatMap((one) => {
        if (one === 'kind') return [reply.assumption.kind(m.ticket.kind(kind))];
        if (one === 'urgency') return [reply.assumption.urgency(m.ticket.urgency(urgency))];
        if (one === 'team') return [reply.assumption.team(teamName(context, team))];
        return [];
      });
      const lines = [
        ...(outcome.firstContactBy === null || outcome.bornLate
          ? []
          : [reply.firstContactBy({ at: timeText(context, outcome.firstContactBy) })]),
        ...(outcome.bornLate ? [reply.bornLate] : []),
        ...(what.length === 0 ? [] : [reply.assumed({ what: what.join(m.view.listJoin) })]),
      ];
      const told = said(reply.created({ number, team: teamName(context, team) }), 'good', lines, [
        show,
        ticketButton(m, 'edit', number),
        ticketButton(m, 'take', number),
      ]);
      const menus = correctionMenus(outcome, context);
      return menus.length === 0 ? told : { ...told, menus };
    }
    case 'same-words':
      return said(
        reply.sameWords({ number }),
        'warn',
        [reply.sameWordsHint],
        [
          show,
          { action: 'ticket.again', value: number, label: m.ticket.button.again, typed: `/ticket again ${number}` },
        ],
      );
    case 'from-message':
      return said(reply.fromMessage({ number }), 'info', [], [show]);
    case 'taken':
      return said(
        outcome.from === null
          ? reply.taken({ number })
          : reply.takenFrom({ number, from: context.nameOf(outcome.from) }),
        'good',
        [],
        [
          ticketButton(m, 'contacted', number, 'primary'),
          ticketButton(m, 'resolve', number),
          ...undoButton(outcome, context),
        ],
      );
    case 'assigned':
      return said(reply.assigned({ number, to: context.nameOf(outcome.to) }), 'good', [], undoButton(outcome, context));
    case 'acknowledged':
      return said(
        outcome.heldUntil === null
          ? reply.acknowledged({ number })
          : reply.held({ number, until: timeText(context, outcome.heldUntil) }),
        'good',
      );
    case 'edited':
      return said(reply.edited({ number }), 'good');
    case 'contacted':
      return outcome.reached ? said(reply.reached({ number }), 'good') : said(reply.notReached({ number }), 'warn');
    case 'noted':
      return said(reply.noted({ number }), 'good');
    case 'progressed':
      return said(reply.progressed({ number }), 'good');
    case 'resolved':
      return said(
        reply.resolved({ number }),
        'good',
        [],
        [ticketButton(m, 'rate', number), ...undoButton(outcome, context)],
      );
    case 'rated': {
      const { score, led } = outcome;
      if (led === 'closed') return said(reply.ratedClosed({ number, score }), 'good');
      if (led === 'manager') return said(reply.managerDecides({ number, score }), 'warn');
      if (led === 'reopened') return said(reply.ratedReopened({ number, score }), 'warn');
      return said(reply.ratedAsked({ number }), 'info', [], [ticketButton(m, 'reopen', number)]);
    }
    case 'reopened':
      return said(reply.reopened({ number, round: outcome.round }), 'info');
    case 'closed':
      return said(reply.closed({ number, word: m.ticket.word(outcome.word) }), 'good');
    case 'cancelled':
      return said(reply.cancelled({ number }), 'info', [], undoButton(outcome, context));
    case 'corrected':
      return said(correctedText(outcome, context), 'good', [], [show, ticketButton(m, 'take', number)]);
    case 'undone':
      return said(
        m.correction.undone({ number, what: m.correction.what[outcome.what] }),
        'info',
        [m.correction.undoneHint],
        [show],
      );
    case 'planned':
      return said(
        reply.planned({ number, eta: timeText(context, outcome.eta), steps: outcome.steps }),
        'good',
        [reply.tellNewDate],
        [ticketButton(m, 'contacted', number)],
      );
    case 'step-done':
      return said(reply.stepDone({ number, n: outcome.n }), 'good');
    case 'waiting':
      return said(
        reply.waiting({ number, until: timeText(context, outcome.until) }),
        'info',
        [reply.tellNewDate],
        [ticketButton(m, 'contacted', number), ticketButton(m, 'resume', number)],
      );
    case 'resumed':
      return said(reply.resumed({ number }), 'good');
    case 'told':
      return said(
        reply.told({ number }),
        'good',
        [reply.toldQuestions],
        [
          ticketButton(m, 'rate', number, 'primary'),
          { action: 'ticket.other', value: number, label: m.ticket.button.otherNeed, typed: `/ticket other ${number}` },
        ],
      );
    case 'revisit-unanswered':
      return said(
        reply.revisitUnanswered({ number, times: outcome.times }),
        'warn',
        outcome.times >= UNANSWERED_REVISITS ? [reply.revisitEnough] : [],
      );
    case 'escalated':
      return said(reply.escalated({ number }), 'warn');
    case 'merged':
      return said(
        reply.merged({ number, into: outcome.into }),
        'good',
        [reply.mergedOwes({ into: outcome.into })],
        [ticketButton(m, 'show', outcome.into)],
      );
  }
}

function correctedText(
  { number, part, value, team }: Extract<Outcome, { code: 'corrected' }>,
  context: CardContext,
): string {
  const { m } = context;
  if (part === 'customer') return m.correction.customerCorrected({ number, is: value === '' ? '—' : value });
  const kind = KINDS.find((one) => one === value);
  const urgency = URGENCIES.find((one) => one === value);
  const is = part === 'team' || (kind ?? urgency) === undefined ? teamName(context, team) : '';
  const named = kind !== undefined ? m.ticket.kind(kind) : urgency !== undefined ? m.ticket.urgency(urgency) : is;
  return m.correction.corrected({ number, what: m.ticket.part[part], is: named, team: teamName(context, team) });
}

/** Takes back this very deed, for as long as that goes. */
function undoButton(
  { number, seq }: { readonly number: string; readonly seq?: number },
  { m }: CardContext,
): readonly Button[] {
  if (seq === undefined) return [];
  const typed = `/ticket undo ${number}`;
  return [{ action: 'ticket.undo', value: `${number}|${seq}`, label: m.correction.button.undo, typed }];
}

function refusalCard(refusal: Refusal, context: CardContext): Card {
  const { m } = context;
  const { reply } = m;
  const { number } = refusal;
  const refused = (title: string, lines: readonly string[] = [], buttons: readonly Button[] = []) =>
    said(title, 'warn', [...lines, reply.nothingChanged], buttons);
  switch (refusal.reason) {
    case 'unknown-ticket':
      return refused(reply.unknownTicket({ number }), [reply.tryThis({ example: '/ticket list' })]);
    case 'not-your-team':
      return refused(reply.notYourTeam({ number, team: teamName(context, refusal.team) }), [reply.notYourTeamHint]);
    case 'needs-role':
      return refused(reply.needsRole({ role: m.ticket.role(refusal.role) }), [
        reply.needsRoleHint({ example: `/ticket take ${number}` }),
      ]);
    case 'wrong-status': {
      const statuses = refusal.allowed.map((one) => m.ticket.status(one)).join(m.view.listJoin);
      return refused(
        reply.wrongStatus({ number, status: m.ticket.status(refusal.status) }),
        [reply.wrongStatusHint({ statuses })],
        [ticketButton(m, 'show', number)],
      );
    }
    case 'already-yours':
      return refused(reply.alreadyYours({ number }), [], [ticketButton(m, 'show', number)]);
    case 'already-assigned':
      return refused(reply.alreadyAssigned({ number, to: context.nameOf(refusal.to) }));
    case 'already-held':
      return refused(reply.alreadyHeld({ number, until: timeText(context, refusal.until) }));
    case 'nothing-to-acknowledge':
      return refused(reply.nothingToAcknowledge({ number }));
    case 'already-escalated':
      return refused(reply.alreadyEscalated({ number }));
    case 'no-such-step':
      return refused(reply.noSuchStep({ number, n: refusal.n }), [], [ticketButton(m, 'show', number)]);
    case 'needs-writing':
      return refused(reply.needsWriting({ number }), [reply.tryThis({ example: `/ticket told ${number} written …` })]);
    case 'needs-revisits':
      return refused(reply.needsRevisits({ number, times: refusal.times }), [
        reply.tryThis({ example: `/ticket revisit ${number} no answer` }),
      ]);
    case 'nothing-to-edit':
      return refused(reply.nothingToEdit({ number }), [reply.tryThis({ example: `/ticket edit ${number} !urgent` })]);
    case 'nothing-to-undo':
      return refused(m.correction.nothingToUndo({ number }), [], [ticketButton(m, 'show', number)]);
    case 'undo-too-late':
      return refused(m.correction.tooLate({ number }), [m.correction.tooLateHint({ number })]);
    case 'undo-not-yours':
      return refused(m.correction.notYours({ number, who: context.nameOf(refusal.by) }));
    case 'corrected-since':
      return refused(
        m.correction.correctedSince({ number, who: context.nameOf(refusal.by) }),
        [],
        [ticketButton(m, 'show', number), ticketButton(m, 'edit', number)],
      );
    case 'acted-since': {
      const who = refusal.by === SYSTEM ? m.ticket.system : context.nameOf(refusal.by);
      return refused(m.correction.actedSince({ number, who }), [], [ticketButton(m, 'show', number)]);
    }
    case 'merge-into-itself':
      return refused(reply.mergeIntoItself({ number }), [reply.tryThis({ example: m.help.verb.merge.example })]);
    case 'merged-already':
      return refused(reply.mergedAlready({ number, into: refusal.into }), [], [ticketButton(m, 'show', refusal.into)]);
    case 'merged-away':
      return refused(reply.mergedAlready({ number: refusal.gone, into: refusal.into }), [
        reply.tryThis({ example: `/ticket merge ${number} ${refusal.into}` }),
      ]);
    case 'other-customer':
      return refused(reply.otherCustomer({ number, into: refusal.into }), [reply.otherCustomerHint({ number })]);
    case 'more-urgent': {
      const urgency = m.ticket.urgency(refusal.urgency);
      return refused(reply.moreUrgent({ number, into: refusal.into, urgency }), [
        reply.tryThis({ example: `/ticket merge ${refusal.into} ${number}` }),
      ]);
    }
    case 'target-waits':
      return refused(reply.targetWaits({ into: refusal.into }), [
        reply.tryThis({ example: `/ticket resume ${refusal.into}` }),
      ]);
    case 'unknown-team':
      return refused(
        reply.unknownTeam({ teams: refusal.teams.map((one) => teamName(context, one)).join(m.view.listJoin) }),
      );
  }
}

/** Below somebody's message: which ticket was made from it, and who has it now. */
export function becameCard({ number, team }: Pick<TicketView, 'number' | 'team'>, context: CardContext): Card {
  const title = context.m.view.became({ number, team: teamName(context, team) });
  return { tone: 'muted', title, summary: title, buttons: [ticketButton(context.m, 'show', number)] };
}

/** A short private card. */
export function said(
  title: string,
  tone: Card['tone'],
  lines: readonly string[] = [],
  buttons: readonly Button[] = [],
): Card {
  return { tone, title, summary: title, lines, buttons };
}
