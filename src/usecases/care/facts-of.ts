import { openKeys } from '../../domain/care/apply-event.ts';
import type { Care, CareEvent } from '../../domain/care/care.ts';
import type { CareFacts } from '../../domain/care/facts.ts';
import { counts, WELCOME } from '../../domain/care/match.ts';
import type { IsoDay } from '../../domain/customer/customer.ts';
import { teamForKind, teamOf } from '../../domain/policy/lookup.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Instant } from '../../domain/time.ts';
import type { CareContact, CareKnown } from './ports.ts';

/** What the planner knows: what is stored, and what follows from the history of the customer's care. */
export function careFactsOf(policy: Policy, known: CareKnown, care: Care, events: readonly CareEvent[]): CareFacts {
  const { accountManager, number: _, urgentTicket: _ticket, signs: _signs, ...facts } = known;
  const { warning } = care;
  return {
    ...facts,
    team: careTeam(policy, accountManager),
    owner: accountManager,
    tier: known.tier ?? 'basic',
    stage: known.stage ?? 'prospect',
    questionsAt: questionsAt(known, events),
    warning: warning === null || warning.talkedAt !== null ? null : { raisedAt: warning.raisedAt },
    open: openKeys(care).map((key) => ({ key })),
    answers: care.answers,
    lastAskedDay: care.lastAskedDay,
  };
}

/** The team in which a customer is cared for: its owner's; where nobody owns it, the team that takes inquiries. */
export function careTeam(policy: Policy, owner: string | null): string {
  const own = owner === null ? null : teamOf(policy, owner);
  return (own ?? teamForKind(policy, 'inquiry')).id;
}

/** A customer who had doubts in the welcome talk asked something (R2); good moods have no questions that are owed. */
const DOUBTS: ReadonlySet<string> = new Set(['hesitant', 'worried', 'displeased']);

function questionsAt({ contacts, events: business }: CareKnown, events: readonly CareEvent[]): Instant | null {
  const talk = welcomeTalk(contacts, events, firstBusiness(business));
  return talk?.moods.some((mood) => DOUBTS.has(mood)) === true ? talk.at : null;
}

/** The talk by which the welcome was answered, else the first one in which a new customer was spoken with. */
function welcomeTalk(
  contacts: readonly CareContact[],
  events: readonly CareEvent[],
  firstDay: IsoDay | null,
): CareContact | undefined {
  const answer = events.findLast(
    ({ deed }) => deed.type === 'care-done' && deed.keys.some((key) => key.startsWith('welcome:')),
  );
  const contactId = answer?.deed.type === 'care-done' ? answer.deed.contact : null;
  if (contactId !== null) return contacts.find(({ id }) => id === contactId);
  if (firstDay === null) return undefined;
  return contacts.findLast((one) => one.isReached && one.day >= firstDay && counts(WELCOME, one));
}

function firstBusiness(events: CareKnown['events']): IsoDay | null {
  const days = events.flatMap(({ type, day }) => (type === 'payment' || type === 'delivery' ? [day] : []));
  return days.toSorted()[0] ?? null;
}
