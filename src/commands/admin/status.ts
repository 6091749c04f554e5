import type { Fact } from '../../chat/card.ts';
import { dayAndTimeText } from '../../chat/cards/context.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { missingHolidays } from '../../usecases/missing-holidays.ts';
import type { SystemSeen } from '../../usecases/operations.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';
import { forAdmins } from './entitled.ts';

/** A message that has waited longer is worth a word. */
const OLD_SECONDS = 120;
/** Commitments due longer than this are not just between two ticks. */
const LATE_MS = MINUTE_MS;

/** 状态: the system at one glance, what needs attention first. */
export const status: Verb = {
  name: 'status',
  aliases: ['状态', '运行状态'],
  takesNumber: false,
  typed: (context) => forAdmins(context, () => show(context)),
};

async function show(context: CommandContext) {
  const { card, services } = context;
  const words = card.m.admin.status;
  const seen = await services.operations.seen(card.now);
  const attention = attentionOf(context, seen);
  const waiting = seen.queues.reduce((sum, one) => sum + one.waiting, 0);
  return showCard({
    tone: attention.length === 0 ? 'good' : 'warn',
    title: attention.length === 0 ? words.well : words.attention({ count: attention.length }),
    summary: words.summary({ replicas: seen.replicas.length, waiting }),
    lines: attention,
    facts: factsOf(context, seen),
  });
}

function attentionOf({ card, policy }: CommandContext, seen: SystemSeen): readonly string[] {
  const { admin } = card.m;
  const words = admin.status;
  const versions = [...new Set(seen.replicas.map((one) => one.version))];
  const late = seen.dueSince !== null && seen.at - seen.dueSince > LATE_MS;
  const check = seen.selfCheck;
  return [
    ...(seen.replicas.length === 0 ? [words.noReplica] : []),
    ...(versions.length > 1 ? [words.several({ versions: versions.join(', ') })] : []),
    ...(seen.isBotSilent === true ? [words.botSilent] : []),
    ...(late ? [words.due({ count: seen.due, since: dayAndTimeText(card, seen.dueSince) })] : []),
    ...seen.queues.flatMap(({ platform, limited, oldestSeconds }) => [
      ...(limited > 0 ? [words.limited({ platform, count: limited })] : []),
      ...(oldestSeconds > OLD_SECONDS ? [words.old({ platform, oldest: admin.ago({ seconds: oldestSeconds }) })] : []),
    ]),
    ...(seen.dead > 0 ? [words.dead({ count: seen.dead })] : []),
    ...(seen.uncertain > 0 ? [words.uncertain({ count: seen.uncertain })] : []),
    ...missingHolidays(policy, card.now).map((year) => words.holidays({ year })),
    ...(check !== null && check.undecided > 0 ? [words.undecided({ count: check.undecided })] : []),
    ...(check !== null && check.stuck > 0 ? [words.stuck({ count: check.stuck })] : []),
    ...(check !== null && check.differences > 0 ? [words.differences({ count: check.differences })] : []),
  ];
}

function factsOf({ card, policy }: CommandContext, seen: SystemSeen): readonly Fact[] {
  const { m } = card;
  const words = m.admin.status;
  const at = (instant: number) => dayAndTimeText(card, instant);
  const list = (texts: readonly string[]) => (texts.length === 0 ? words.none : texts.join(m.view.listJoin));
  const { selfCheck: check, policyActivatedAt } = seen;
  return [
    {
      label: words.replicas,
      value: list(seen.replicas.map((one) => words.replica({ version: one.version, since: at(one.startedAt) }))),
    },
    { label: words.schema, value: seen.schema },
    {
      label: words.policy,
      value:
        policyActivatedAt === null
          ? words.none
          : words.policySince({ hash: policy.hash.slice(0, 8), since: at(policyActivatedAt) }),
    },
    { label: words.calendar, value: list(knownYears(policy, card.now).map(String)) },
    { label: words.commitments, value: String(seen.openCommitments) },
    {
      label: words.queues,
      value: list(
        seen.queues.map(({ platform, waiting, oldestSeconds }) =>
          words.queue({ platform, waiting, oldest: m.admin.ago({ seconds: oldestSeconds }) }),
        ),
      ),
    },
    {
      label: words.selfCheck,
      value:
        check === null
          ? words.notYet
          : words.selfCheckDone({
              at: at(check.at),
              subjects: check.subjects,
              differences: check.differences,
              repaired: check.repaired,
            }),
    },
  ];
}

/** This year and the next, where no calendar of the policy has to assume plain weekends. */
function knownYears({ policy, calendarOf }: CommandContext['policy'], now: number): readonly number[] {
  const year = Number(calendarOf('').dateOf(now).slice(0, 4));
  const missing = new Set(
    ['', ...policy.teams.keys()].flatMap((team) => calendarOf(team).missingYears(year, year + 1)),
  );
  return [year, year + 1].filter((one) => !missing.has(one));
}
