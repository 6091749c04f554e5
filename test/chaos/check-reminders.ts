import type { RuleName } from './company.ts';
import type { Case, Counter, Evidence, Violation } from './evidence.ts';
import type { Mention, Shown } from './read-log.ts';
import type { DeedName, RequestRecord } from './requests.ts';

/* What is owed in reminders: each to whom it must go, once, in time, and not after it was answered. */

/** A reminder may be on its way when somebody answers: from so long after the answer was confirmed on it is pointless. */
const GRACE_MS = 5_000;
/** Replica's clock, person's clock, and the way between them. */
const SLACK_MS = 2_000;

const RULES: readonly RuleName[] = ['First contact', 'Start of work'];
const ANSWERS: Readonly<Record<RuleName, readonly DeedName[]>> = {
  'First contact': ['contact', 'resolve'],
  'Start of work': ['take', 'resolve'],
};

/** No reminder twice, none after its time; what stands of them says in the end what is true. */
export function checkReminders(one: Case, reminders: readonly Shown[], evidence: Evidence): Violation[] {
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
export function checkAnswered(one: Case, reminders: readonly Shown[], { company }: Evidence): Violation[] {
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

function firstAck(requests: readonly RequestRecord[], deeds: readonly DeedName[]): number | null {
  const times = requests.flatMap(({ deed, ackedAt }) => (deeds.includes(deed) && ackedAt !== null ? [ackedAt] : []));
  return times.length === 0 ? null : Math.min(...times);
}
