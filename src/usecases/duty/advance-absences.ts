import type { PolicyInForce } from '../../domain/commitment/track.ts';
import { type Absence, endOf } from '../../domain/duty/absence.ts';
import type { Duty } from '../../domain/duty/duty.ts';
import type { Actor } from '../../domain/people.ts';
import type { Instant } from '../../domain/time.ts';
import type { Address, PersonRef } from '../../domain/vocabulary.ts';
import { type ChangeTicketDeps, changeTicket } from '../change-ticket.ts';
import { changeContact } from '../contact/change-contact.ts';
import { handOverPromise } from '../contact/move-promise.ts';
import type { RecordContactDeps } from '../contact/record-contact.ts';
import { type Gap, hearAudience } from '../destinations.ts';
import { assignTicket } from '../verbs/assign-ticket.ts';
import type { DutyStore, DutyTelling, OpenThing } from './ports.ts';

export type AbsenceDeps = ChangeTicketDeps &
  RecordContactDeps & {
    readonly absences: DutyStore;
    readonly duty: () => Duty;
    readonly onGap?: (gap: Gap) => void;
    /** One absence that fails does not stop the others, nor any reminder. */
    readonly onError: (error: unknown, absence: string) => void;
  };

/** Things of one person that are looked at: who has more is shown the most pressing ones. */
export const OPEN_AT_MOST = 200;
const BUDGET_MS = 10_000;

/** What begins and ends with the present tick: deputies are handed what is open, whoever is back is told what happened. */
export async function advanceAbsences(deps: AbsenceDeps): Promise<void> {
  const now = deps.clock.now();
  const policy = deps.policies.active();
  for (const absence of deps.absences.book().absences) {
    try {
      const isOver = endOf(absence) <= now;
      if (absence.begunAt === null && now >= beginsAt(absence, policy)) await begin(deps, absence, isOver, now);
      if (absence.closedAt === null && isOver && now >= closesAt(absence, policy)) await close(deps, absence, now);
    } catch (error) {
      deps.onError(error, absence.id);
    }
  }
}

/** When after `now` something about absences is to be done; `null` for nothing. What failed is tried with every tick anyhow. */
export function nextOfAbsences(absences: readonly Absence[], policy: PolicyInForce, now: Instant): Instant | null {
  const moments = absences.flatMap((one) => [
    ...(one.begunAt === null ? [beginsAt(one, policy)] : []),
    ...(one.closedAt === null ? [closesAt(one, policy)] : []),
  ]);
  const ahead = moments.filter((at) => at > now);
  return ahead.length === 0 ? null : Math.min(...ahead);
}

/** Reminders go to the deputy from the first moment on; what is open is handed over when people are awake. */
function beginsAt(absence: Absence, policy: PolicyInForce): Instant {
  const awake = calendarOf(absence, policy).restEnd(absence.from);
  return awake < endOf(absence) ? awake : absence.from;
}

/** Whoever says that they are back is there; else they read it when rest time is over. */
function closesAt(absence: Absence, policy: PolicyInForce): Instant {
  const { endedAt, until } = absence;
  return endedAt !== null && endedAt < until ? endedAt : calendarOf(absence, policy).restEnd(until);
}

function calendarOf({ person }: Absence, { policy, calendarOf: of }: PolicyInForce) {
  return of(policy.people.get(person)?.team ?? '');
}

async function begin(deps: AbsenceDeps, absence: Absence, isOver: boolean, now: Instant): Promise<void> {
  const { id, person, until, transfer } = absence;
  const open = await deps.absences.openOf(person, OPEN_AT_MOST);
  const subjects = subjectsOf(open);
  if (isOver) {
    // Over before anybody could be told: only what happened meanwhile is of interest.
    await deps.absences.begin(id, now, subjects, null);
    return;
  }
  const heard = hear(deps, absence, now);
  for (const gap of heard.gaps) deps.onGap?.(gap);
  const isTransferred = transfer && heard.person !== null;
  if (isTransferred) await transferAll(deps, absence, heard.person, open);
  const others = open.filter(({ type }) => type === 'customer').length;
  const message = {
    duty: 'hand-over',
    absence: id,
    person,
    until,
    subjects,
    others,
    transferred: isTransferred,
  } as const;
  await deps.absences.begin(id, now, subjects, { to: heard.addresses, message });
}

async function close(deps: AbsenceDeps, absence: Absence, now: Instant): Promise<void> {
  const { id, person, from } = absence;
  const until = endOf(absence);
  const isCalledOff = until <= from;
  // Another absence goes on from here: they are not back.
  const isStillAway = deps.duty().absenceOf(person, Math.max(until, now)) !== null;
  await deps.absences.close(id, now, isCalledOff || isStillAway ? null : await tellBack(deps, absence, now));
}

async function tellBack(deps: AbsenceDeps, absence: Absence, now: Instant): Promise<DutyTelling> {
  const { person, from } = absence;
  const { subjects, told } = await deps.absences.meanwhile(absence);
  const open = await deps.absences.openOf(person, OPEN_AT_MOST);
  const owed = { team: teamOf(deps, person), owner: person, origin: null };
  const { addresses } = hearAudience(deps.policies.active().policy, deps.surfaces(), 'owner', owed);
  const all = [...new Set([...subjectsOf(open), ...subjects])].slice(0, OPEN_AT_MOST);
  return {
    to: addresses,
    message: { duty: 'back', person, from, until: Math.min(endOf(absence), now), subjects: all, told },
  };
}

/** Where whoever stands in for somebody hears of it; the team where nobody does. */
function hear(deps: AbsenceDeps, { person }: Absence, at: Instant) {
  const owed = { team: teamOf(deps, person), owner: person, origin: null };
  return hearAudience(deps.policies.active().policy, deps.surfaces(), 'owner', owed, { duty: deps.duty(), at });
}

function teamOf(deps: AbsenceDeps, person: PersonRef): string {
  return deps.policies.active().policy.people.get(person)?.team ?? '';
}

/** The work itself changes hands, by the word of whoever is away. Repeating it changes nothing. */
async function transferAll(
  deps: AbsenceDeps,
  { id, person }: Absence,
  to: PersonRef,
  open: readonly OpenThing[],
): Promise<void> {
  const actor: Actor = { ref: person, role: 'lead', teams: 'all' };
  const tickets = new Set(open.flatMap((one) => (one.type === 'ticket' && one.isOwner ? (one.number ?? []) : [])));
  for (const number of tickets) {
    const request = { dedupeKey: `away:${id}:${number}`, number, actor, budgetMs: BUDGET_MS };
    await changeTicket(deps, request, assignTicket, { to });
  }
  for (const { type, rule, number, n } of open) {
    if (type !== 'contact' || rule !== 'follow-up' || number === null) continue;
    const request = { dedupeKey: `away:${id}:${number}-${n}`, number, actor, budgetMs: BUDGET_MS };
    await changeContact(deps, request, handOverPromise, { n, to, dueAt: null, remark: null });
  }
}

/** Tickets and contacts, each once, soonest due first. */
function subjectsOf(open: readonly OpenThing[]): readonly string[] {
  return [...new Set(open.filter(({ type }) => type !== 'customer').map(({ subjectId }) => subjectId))];
}

/** Addresses of whoever is told beforehand that they will stand in. */
export function deputyAddresses(
  deps: Pick<AbsenceDeps, 'policies' | 'surfaces'>,
  deputy: PersonRef,
): readonly Address[] {
  const owed = { team: '', owner: deputy, origin: null };
  return hearAudience(deps.policies.active().policy, deps.surfaces(), 'owner', owed).addresses;
}
