import { checkAnswered, checkReminders } from './check-reminders.ts';
import type { Case, Counter, Evidence, Verdict, Violation } from './evidence.ts';
import type { PlannedCase } from './plan.ts';
import { type CardFace, faceOf, readLog, type Shown } from './read-log.ts';
import type { RequestRecord } from './requests.ts';

/*
 * Proves what the product promises from two sources alone: what people asked and were answered, and what Slack took. It
 * knows the policy and nothing of our tables.
 */

/** Everything that is wrong, ticket by ticket. */
export function check(evidence: Evidence): Verdict {
  const log = readLog(evidence.calls);
  const cases = evidence.cases.flatMap((planned) => caseOf(planned, evidence, log));
  const reminders = log.filter((one) => one.what === 'reminder');
  return {
    violations: [
      ...repeatedIds(log),
      ...cases.flatMap((one) => [
        ...checkCreation(one),
        ...checkDeeds(one),
        ...checkOrder(one),
        ...checkReminders(one, reminders, evidence),
        ...checkAnswered(one, reminders, evidence),
      ]),
    ],
    uncertain: log.filter((one) => one.isMarked && !one.isUpdate).length,
    acknowledged: evidence.requests.filter((one) => one.ackedAt !== null).length,
  };
}

function caseOf(planned: PlannedCase, { requests, company }: Evidence, log: readonly Shown[]): Case[] {
  const team = company.teams[planned.team];
  const own = requests.filter((one) => one.mark === planned.mark);
  if (team === undefined || own.length === 0) return [];
  const isOwn = (one: Shown): boolean => one.what === 'card' && one.text.includes(`case ${planned.mark}`);
  const cards = log.filter((one) => one.channel === team.channel && isOwn(one));
  const anchors = cards.filter((one) => !one.isUpdate);
  const faces = cards.map(faceOf).filter((one) => one !== null);
  const answered = own.flatMap((one) => [...one.numbers]);
  return [
    {
      planned,
      team,
      requests: own,
      anchors,
      faces,
      thread: log.filter((one) => one.thread === anchors[0]?.ts && one.channel === team.channel),
      numbers: new Set([...faces.map((one) => one.number), ...answered]),
    },
  ];
}

function checkCreation({ planned, requests, anchors, numbers }: Case): Violation[] {
  const { mark } = planned;
  const isAcknowledged = requests.some((one) => one.deed === 'create' && one.ackedAt !== null);
  const violations: Violation[] = [];
  if (isAcknowledged && anchors.length === 0) {
    violations.push({ counter: 'lost', mark, text: `${list(numbers)} was acknowledged and has no card` });
  }
  if (numbers.size > 1) {
    violations.push({ counter: 'doubled', mark, text: `one request became ${list(numbers)}` });
  }
  if (anchors.filter((one) => !one.isMarked).length > 1) {
    violations.push({ counter: 'doubled', mark, text: `${anchors.length} cards of ${list(numbers)}` });
  }
  return violations;
}

/** Every acknowledged deed is told in the thread once and stands on the card at the end; no deed was done twice. */
function checkDeeds({ planned, requests, anchors, faces, thread }: Case): Violation[] {
  const { mark } = planned;
  if (anchors.length === 0) return [];
  const violations: Violation[] = [];
  const say = (counter: Counter, text: string): void => void violations.push({ counter, mark, text });
  for (const request of requests.filter((one) => one.deed !== 'create' && one.words !== null)) {
    const told = thread.filter((one) => !one.isMarked && one.text.includes(request.words ?? ''));
    if (told.length === 0 && request.ackedAt !== null) say('lost', `${request.deed} "${request.words}" is not told`);
    if (told.length > 1) say('doubled', `${request.deed} "${request.words}" is told ${told.length} times`);
  }
  for (const [deed, words] of [
    ['take', ' took it'],
    ['edit', ' corrected '],
    ['ack', ' has seen it'],
  ] as const) {
    const sent = requests.filter((one) => one.deed === deed);
    const acked = sent.filter((one) => one.ackedAt !== null);
    const told = thread.filter((one) => !one.isMarked && one.text.includes(words)).length;
    if (told < acked.length) say('lost', `${acked.length} × ${deed} acknowledged, told ${told} times`);
    if (told > sent.length) say('doubled', `${sent.length} × ${deed} asked for, told ${told} times`);
  }
  const last = faces.at(-1);
  const acked = requests.filter((one) => one.ackedAt !== null);
  const revision = Math.max(0, ...acked.map((one) => one.revision ?? 0));
  if ((last?.revision ?? 0) < revision)
    say('lost', `the card shows r${last?.revision ?? 0}, r${revision} was acknowledged`);
  const taken = acked.find((one) => one.deed === 'take');
  if (taken !== undefined && last?.owner !== taken.by) say('lost', `${taken.by} took it, the card says ${last?.owner}`);
  const wanted = acked.some((one) => one.deed === 'resolve') ? 2 : taken === undefined ? 0 : 1;
  if (rank(last) < wanted) say('lost', `the card ends as ${last?.status}`);
  return violations;
}

/** Neither a card nor a thread goes back. */
function checkOrder({ planned, requests, faces, thread }: Case): Violation[] {
  const { mark } = planned;
  const violations: Violation[] = [];
  for (const [i, face] of faces.entries()) {
    const before = faces[i - 1];
    if (before === undefined || before.number !== face.number) continue;
    if (face.revision < before.revision || rank(face) < rank(before)) {
      const text = `its card went from ${describeFace(before)} back to ${describeFace(face)}`;
      violations.push({ counter: 'disordered', mark, text });
    }
  }
  const worded = requests.filter((one) => one.deed !== 'create' && one.words !== null);
  const placeOf = (one: RequestRecord): number => thread.findIndex(({ text }) => text.includes(one.words ?? ''));
  for (const earlier of worded) {
    for (const later of worded) {
      if (earlier.ackedAt === null || earlier.ackedAt >= later.sentAt) continue;
      const [first, second] = [placeOf(earlier), placeOf(later)];
      if (first !== -1 && second !== -1 && second < first) {
        violations.push({ counter: 'disordered', mark, text: `"${later.words}" stands before "${earlier.words}"` });
      }
    }
  }
  return violations;
}

/** The same message twice, whatever it says. */
function repeatedIds(log: readonly Shown[]): Violation[] {
  const posts = log.filter((one) => !one.isUpdate && one.id !== null && !one.isMarked);
  return [...Map.groupBy(posts, (one) => one.id)].flatMap(([id, same]) => {
    const [head = ''] = same[0]?.text.split('\n') ?? [];
    const text = `message ${id} was posted ${same.length} times in ${same[0]?.channel}: ${head}`;
    return same.length < 2 ? [] : [{ counter: 'doubled' as const, mark: '', text }];
  });
}

function rank(face: CardFace | undefined): number {
  return ['Pending', 'In progress', 'Resolved'].indexOf(face?.status ?? '');
}

function describeFace({ revision, status }: CardFace): string {
  return `r${revision}, ${status}`;
}

function list(numbers: ReadonlySet<string>): string {
  return [...numbers].join(' and ') || 'a ticket';
}
