import type { Call } from '../support/fake-slack/fake-slack.ts';
import type { Company, RuleName, Team } from './company.ts';
import type { PlannedCase } from './plan.ts';
import { type CardFace, faceOf, type Mention, readLog, type Shown } from './read-log.ts';
import type { DeedName, RequestRecord } from './requests.ts';

/*
 * Proves what the product promises from two sources alone: what people asked and were answered, and what Slack took. It
 * knows the policy and nothing of our tables.
 */

export const COUNTERS = ['lost', 'unanswered', 'doubled', 'disordered', 'moot'] as const;
export type Counter = (typeof COUNTERS)[number];

export interface Violation {
  readonly counter: Counter;
  /** Mark of the ticket; empty for a message that belongs to none. */
  readonly mark: string;
  readonly text: string;
}

export interface Verdict {
  readonly violations: readonly Violation[];
  /** Messages that say themselves that they may be repeats. */
  readonly uncertain: number;
  readonly acknowledged: number;
}

export interface Evidence {
  readonly requests: readonly RequestRecord[];
  readonly calls: readonly Call[];
  readonly cases: readonly PlannedCase[];
  readonly company: Company;
  /** When business time was moved: what was to be quiet until a time may speak earlier. */
  readonly movedAt: readonly number[];
}

/** A reminder may be on its way when somebody answers: from so long after the answer was confirmed on it is pointless. */
const GRACE_MS = 5_000;
/** Replica's clock, person's clock, and the way between them. */
const SLACK_MS = 2_000;

const RULES: readonly RuleName[] = ['First contact', 'Start of work'];
const ANSWERS: Readonly<Record<RuleName, readonly DeedName[]>> = {
  'First contact': ['contact', 'resolve'],
  'Start of work': ['take', 'resolve'],
};

/** One ticket as the two sources have it. */
interface Case {
  readonly planned: PlannedCase;
  readonly team: Team;
  readonly requests: readonly RequestRecord[];
  /** Posts of its own card; one, where all is well. */
  readonly anchors: readonly Shown[];
  /** Its card's faces in the order in which Slack took them. */
  readonly faces: readonly CardFace[];
  readonly thread: readonly Shown[];
  readonly numbers: ReadonlySet<string>;
}

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

/** No reminder twice, none after its time; what stands of them says in the end what is true. */
function checkReminders(one: Case, reminders: readonly Shown[], evidence: Evidence): Violation[] {
  const { mark } = one.planned;
  const { dutyByConversation, promises } = evidence.company;
  const violations: Violation[] = [];
  const say = (counter: Counter, text: string): void => void violations.push({ counter, mark, text });
  const sentAgain = new Set(reminders.filter((each) => each.isMarked).map((each) => each.id));
  for (const rule of RULES) {
    const isAbout = ({ number, rule: which }: Mention): boolean => which === rule && one.numbers.has(number);
    const told = reminders.filter((each) => each.mentions.some((mention) => isAbout(mention)));
    const posts = told.filter((each) => !each.isUpdate && speaks(each, isAbout));
    for (const [channel, here] of Map.groupBy(posts, (each) => each.channel)) {
      const duty = dutyByConversation.get(channel);
      const warned = here.filter((each) => each.mentions.some((m) => isAbout(m) && m.state === 'coming')).length;
      const most = { team: one.planned.owned ? 1 : 2, owner: 2, lead: 1, manager: 1 + promises.managerRepeats };
      const count = here.filter((each) => !each.isMarked).length;
      if (duty === undefined) say('doubled', `${rule}: told in ${channel}, which is nobody's`);
      else if (count > most[duty] || warned > 1)
        say('doubled', `${rule}: told ${count} times to the ${duty} (${channel})`);
    }
    const answeredAt = firstAck(one.requests, ANSWERS[rule]);
    if (answeredAt !== null) {
      const pointless = (each: Shown): boolean => speaks(each, isAbout) || !speaks(each, () => true);
      for (const late of told.filter((each) => !each.isUpdate && each.at > answeredAt + GRACE_MS && pointless(each))) {
        const after = ((late.at - answeredAt) / 1_000).toFixed(1);
        say('moot', `${rule}: reminded in ${late.channel} ${after} s after it was answered`);
      }
      for (const last of lastVersions(told, reminders)) {
        // Of two that may be one and the same the product knows the second alone; that one says what became of it.
        if (speaks(last, isAbout) && (last.isMarked || !sentAgain.has(last.id)))
          say('lost', `${rule}: answered, and the reminder in ${last.channel} still stands`);
      }
    }
    violations.push(...backFromOver(mark, rule, told, isAbout));
    violations.push(...checkQuiet(one, rule, posts, evidence));
  }
  return violations;
}

/** The messages that ever told it, as they stand at the end. */
function lastVersions(told: readonly Shown[], reminders: readonly Shown[]): readonly Shown[] {
  const placeOf = ({ channel, ts }: Shown): string => `${channel}/${ts}`;
  const places = new Set(told.map(placeOf));
  return [...new Map(reminders.filter((one) => places.has(placeOf(one))).map((one) => [placeOf(one), one])).values()];
}

/** Does it say of this rule that it is coming or late? */
function speaks(shown: Shown, isAbout: (mention: Mention) => boolean): boolean {
  return shown.mentions.some((mention) => isAbout(mention) && mention.state !== 'over');
}

function backFromOver(
  mark: string,
  rule: RuleName,
  told: readonly Shown[],
  isAbout: (mention: Mention) => boolean,
): Violation[] {
  return [...Map.groupBy(told, (each) => `${each.channel}/${each.ts}`)].flatMap(([where, versions]) => {
    const over = versions.findIndex((each) => each.mentions.some((m) => isAbout(m) && m.state === 'over'));
    const isBack = over !== -1 && versions.slice(over).some((each) => speaks(each, isAbout));
    return isBack
      ? [{ counter: 'disordered' as const, mark, text: `${rule}: the reminder ${where} was done and is late again` }]
      : [];
  });
}

/** Who has seen what is late is not told again for a while. */
function checkQuiet(one: Case, rule: RuleName, posts: readonly Shown[], evidence: Evidence): Violation[] {
  const { promises } = evidence.company;
  const clocks = one.planned.urgent ? promises.urgent : promises.normal;
  const createdAt = firstAck(one.requests, ['create']);
  if (clocks === null || createdAt === null) return [];
  // What fell due after somebody looked is news.
  const allDueAt = createdAt + Math.max(...Object.values(clocks)) + SLACK_MS;
  return one.requests.flatMap(({ isHold, ackedAt, sentAt }) => {
    if (!isHold || ackedAt === null || sentAt < allDueAt) return [];
    const until = sentAt + promises.heldForMs - SLACK_MS;
    if (evidence.movedAt.some((at) => at > sentAt && at < until)) return [];
    return posts
      .filter(({ at }) => at > ackedAt + GRACE_MS && at < until)
      .map(({ channel }) => ({
        counter: 'moot' as const,
        mark: one.planned.mark,
        text: `${rule}: reminded in ${channel} although it was seen`,
      }));
  });
}

/** What nobody ever answered, nor even looked at, was told to everybody on the ladder. */
function checkAnswered(one: Case, reminders: readonly Shown[], { company }: Evidence): Violation[] {
  const clocks = one.planned.urgent ? company.promises.urgent : company.promises.normal;
  const creation = one.requests.find((each) => each.deed === 'create' && each.ackedAt !== null);
  if (clocks === null || creation === undefined) return [];
  const owner = one.planned.owned ? one.team.agents.find(({ name }) => name === creation.by) : undefined;
  const wanted = [
    ['team', one.team.channel],
    ['lead', `D${one.team.lead.account}`],
    ['manager', `D${one.team.manager.account}`],
    ...(owner === undefined ? [] : [['owner', `D${owner.account}`]]),
  ];
  return RULES.flatMap((rule) => {
    // What was to be told when somebody looked need not be told any more, and whom that was nobody outside can know.
    if (one.requests.some(({ deed }) => deed === 'ack' || ANSWERS[rule].includes(deed))) return [];
    const isAbout = ({ number, rule: which }: Mention): boolean => which === rule && one.numbers.has(number);
    return wanted.flatMap(([duty, channel]) => {
      const isTold = reminders.some((each) => each.channel === channel && speaks(each, isAbout));
      const text = `${rule}: nobody answered, and the ${duty} was not told (${channel})`;
      return isTold ? [] : [{ counter: 'unanswered' as const, mark: one.planned.mark, text }];
    });
  });
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

function firstAck(requests: readonly RequestRecord[], deeds: readonly DeedName[]): number | null {
  const times = requests.flatMap(({ deed, ackedAt }) => (deeds.includes(deed) && ackedAt !== null ? [ackedAt] : []));
  return times.length === 0 ? null : Math.min(...times);
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
