import type { Duration } from '../time.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time.ts';
import { BY, CUE, PLAN_DOCUMENT, readCount, readUnit, STORY, TARGETS, WITHIN, WRITTEN } from './lexicon-demands.ts';

/** What a customer demands (T14): it becomes the ticket's own target, the tighter of it and the policy. */
export interface Demand {
  readonly target: 'first-contact' | 'resolve' | 'plan';
  /** `null` when no length was named. Whole days said in hours (24, 48 h) are calendar days: the customer means the clock on the wall. */
  readonly within: Duration | null;
  /** A day or hour as written ("Friday", "tomorrow noon"), for the grammar of dates; `null` when none was named. */
  readonly by: string | null;
  /** An answer on paper is demanded; it must be logged before the result counts as told. */
  readonly written: boolean;
  /** The clause that says so. */
  readonly words: string;
}

type Target = Demand['target'];

interface Deadline {
  readonly from: number;
  readonly to: number;
  readonly within: Duration | null;
  readonly by: string | null;
  /** Says "at the latest" by itself; a bare day needs a demanding word beside it. */
  readonly strict: boolean;
}

const CLAUSE = /[^，。；！？,;!?\n]+/gu;
const LOOKED_THROUGH = 20_000;
const CLAUSE_MAX = 300;

/** The demands in a text, in order. Stories ("nobody replied within 2 hours") and our own promises kept are none. */
export function findDemands(text: string): readonly Demand[] {
  const clauses = splitClauses(text.slice(0, LOOKED_THROUGH).normalize('NFKC'));
  return clauses.flatMap((clause) => (STORY.test(clause) ? [] : demandsOf(clause)));
}

/** NFKC has made wide commas narrow; a full stop ends a clause only before a space, not inside 2.5 or a.m. */
function splitClauses(text: string): readonly string[] {
  const clauses = text.match(CLAUSE) ?? [];
  return clauses
    .flatMap((clause) => clause.split(/\.(?=\s|$)|。/u))
    .map((clause) => clause.trim().slice(0, CLAUSE_MAX));
}

function demandsOf(clause: string): readonly Demand[] {
  const written = WRITTEN.exec(clause);
  const deadlines = deadlinesIn(clause);
  const demanded = CUE.test(clause);
  const found = deadlines.flatMap((deadline, index) => {
    const before = clause.slice(deadlines[index - 1]?.to ?? 0, deadline.from);
    const after = clause.slice(deadline.to, deadlines[index + 1]?.from ?? clause.length);
    const target = targetBeside(before, after) ?? (written === null ? null : writtenTarget(written));
    if (target === null && !(deadline.within !== null && (demanded || isAlone(before, after)))) return [];
    if (!deadline.strict && !(demanded && isBeside(before, after, deadline.by))) return [];
    const { within, by } = deadline;
    const onPaper = written !== null && (before.includes(written[0]) || after.includes(written[0]));
    const goal = onPaper ? writtenTarget(written) : (target ?? 'resolve');
    return [{ target: goal, within, by, written: onPaper, words: clause }];
  });
  if (written === null || found.some((demand) => demand.written)) return found;
  // Without a date a written answer is a demand only where somebody demands it.
  return demanded
    ? [...found, { target: writtenTarget(written), within: null, by: null, written: true, words: clause }]
    : found;
}

/** Chinese says the deed after its deadline, English before it or after. */
function targetBeside(before: string, after: string): Target | null {
  const chinese = /\p{sc=Han}/u.test(after + before);
  return chinese ? (targetIn(after) ?? targetIn(before)) : (targetIn(before) ?? targetIn(after));
}

function targetIn(text: string): Target | null {
  return TARGETS.find(({ words }) => words.test(text))?.target ?? null;
}

function writtenTarget(written: RegExpExecArray): Target {
  return PLAN_DOCUMENT.test(written[0]) ? 'plan' : 'resolve';
}

/** A bare day belongs to a deed only right beside it: in "today the printer broke, please mend it" it dates the fault. */
function isBeside(before: string, after: string, by: string | null): boolean {
  if (/\p{sc=Han}/u.test(before + after)) return targetIn(after.slice(0, 6)) !== null;
  return targetIn(before.slice(-20)) !== null || (/^same/iu.test(by ?? '') && targetIn(after.slice(0, 12)) !== null);
}

function isAlone(before: string, after: string): boolean {
  return before === '' && after === '';
}

function deadlinesIn(clause: string): readonly Deadline[] {
  // Few clauses name a time, and `matchAll` makes a new expression each time.
  if (clause.search(WITHIN) === -1 && clause.search(BY) === -1) return [];
  const lengths = [...clause.matchAll(WITHIN)].map((match): Deadline => {
    const { countZh, countEn, half, unitZh, unitEn } = match.groups ?? {};
    const count = readCount(countZh ?? countEn ?? '') + (half === undefined ? 0 : 0.5);
    const within = durationOf(count, readUnit(unitZh ?? unitEn ?? ''));
    return { from: match.index, to: match.index + match[0].length, within, by: null, strict: true };
  });
  const days = [...clause.matchAll(BY)].map((match): Deadline => {
    const { byZh, byEn, same, limit, byWord } = match.groups ?? {};
    const strict = limit !== undefined || byWord !== undefined;
    return {
      from: match.index,
      to: match.index + match[0].length,
      within: null,
      by: byZh ?? byEn ?? same ?? null,
      strict,
    };
  });
  const all = [...lengths.filter(({ within }) => within !== null), ...days].toSorted((a, b) => a.from - b.from);
  return all.filter((deadline, index) => deadline.from >= (all[index - 1]?.to ?? 0));
}

function durationOf(count: number, unit: ReturnType<typeof readUnit>): Duration | null {
  if (!(count > 0)) return null;
  switch (unit) {
    case 'minute':
      return { unit: 'time', ms: Math.round(count * MINUTE_MS) };
    case 'hour':
      if ((count * HOUR_MS) % DAY_MS === 0) return { unit: 'days', days: (count * HOUR_MS) / DAY_MS };
      return { unit: 'time', ms: Math.round(count * HOUR_MS) };
    case 'day':
      if (count < 1) return { unit: 'time', ms: 4 * HOUR_MS };
      // Calendars count whole days.
      return Number.isInteger(count) ? { unit: 'days', days: count } : { unit: 'time', ms: Math.round(count * DAY_MS) };
    case 'working-day':
      return { unit: 'working-days', days: Math.ceil(count) };
    case 'week':
      return { unit: 'days', days: Math.ceil(count * 7) };
    case 'month':
      return { unit: 'days', days: Math.ceil(count * 30) };
  }
}
