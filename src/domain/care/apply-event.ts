import type { IsoDay } from '../customer/customer.ts';
import type { Instant } from '../time.ts';
import type { AskTerms, Care, CareAskState, CareEvent } from './care.ts';
import type { CareAnswer } from './facts.ts';

const NOTHING_YET: Care = {
  team: '',
  owner: null,
  asks: [],
  lastN: 0,
  lastAskedDay: null,
  isHeld: false,
  answers: [],
  warning: null,
};

/** A customer's care after one more event. Total: an event that stands in the log has happened. */
export function applyCareEvent(before: Care | null, { at, deed }: CareEvent): Care {
  const care = before ?? NOTHING_YET;
  switch (deed.type) {
    case 'care-asked': {
      const { n, day, askAt, dueAt, items: open, covered, owner, team, clock } = deed;
      const own = clock === undefined ? {} : { clock };
      const ask: CareAskState = { n, ...own, round: 1, day, askAt, dueAt, owner, team, open, covered };
      return {
        ...care,
        team,
        owner,
        asks: [...care.asks, ask],
        lastN: Math.max(care.lastN, n),
        lastAskedDay: care.lastAskedDay === null || care.lastAskedDay < day ? day : care.lastAskedDay,
      };
    }
    case 'care-done':
      return answered(care, deed, { outcome: 'done', until: null }, at);
    case 'care-skipped':
      return answered(care, deed, { outcome: 'skipped', until: null }, at);
    case 'care-later':
      return answered(care, deed, { outcome: 'later', until: deed.until }, at);
    case 'care-void':
      return { ...care, asks: settle(care.asks, deed.n, deed.keys, deed.rest) };
    case 'care-handed':
      return {
        ...care,
        asks: care.asks.map((ask) =>
          ask.n === deed.n
            ? { ...ask, round: ask.round + 1, owner: deed.to, team: deed.team, askAt: deed.askAt, dueAt: deed.dueAt }
            : ask,
        ),
      };
    case 'care-held':
      return { ...care, isHeld: true };
    case 'care-released':
      return {
        ...care,
        isHeld: false,
        asks: care.asks.map((ask) => {
          const anew = deed.asks.find(({ n }) => n === ask.n);
          return anew === undefined ? ask : { ...ask, round: ask.round + 1, askAt: anew.askAt, dueAt: anew.dueAt };
        }),
      };
    case 'care-warned':
      return { ...care, warning: { raisedAt: at, signs: deed.signs, talkedAt: null, cause: null } };
    case 'care-cause': {
      const { warning } = care;
      return warning === null
        ? care
        : { ...care, warning: { ...warning, talkedAt: warning.talkedAt ?? at, cause: deed.cause } };
    }
    case 'acknowledged':
    case 'noted':
    case 'noticed':
    case 'policy-changed':
      return care;
  }
}

/** Every item that is asked for and not answered, with what it covers: not to be asked for twice. */
export function openKeys(care: Care): readonly string[] {
  return care.asks.flatMap(({ open, covered }) => [...open, ...covered].map(({ key }) => key));
}

interface AnsweringDeed {
  readonly n: number;
  readonly keys: readonly string[];
  readonly day: IsoDay;
  readonly rest: AskTerms | null;
}

function answered(
  care: Care,
  { n, keys, day, rest }: AnsweringDeed,
  { outcome, until }: Pick<CareAnswer, 'outcome' | 'until'>,
  at: Instant,
): Care {
  const ask = care.asks.find((one) => one.n === n);
  const meant = ask?.open.filter(({ key }) => keys.includes(key)) ?? [];
  const along = outcome === 'done' ? (ask?.covered.filter(({ by }) => keys.includes(by)) ?? []) : [];
  const answers = [...meant, ...along].map(({ key }): CareAnswer => ({ key, day, outcome, until }));
  const answeredKeys = new Set(answers.map(({ key }) => key));
  const isTalkedAbout = outcome !== 'later' && meant.some((item) => item.ask === 'cause-talk');
  const { warning } = care;
  return {
    ...care,
    asks: settle(care.asks, n, keys, rest),
    answers: [...care.answers.filter(({ key }) => !answeredKeys.has(key)), ...answers],
    warning: isTalkedAbout && warning !== null ? { ...warning, talkedAt: warning.talkedAt ?? at } : warning,
  };
}

/** The asks without these items; what stays open of theirs is asked for again on the terms of the deed. */
function settle(
  asks: readonly CareAskState[],
  n: number,
  keys: readonly string[],
  rest: AskTerms | null,
): readonly CareAskState[] {
  return asks.flatMap((ask) => {
    if (ask.n !== n) return [ask];
    const open = ask.open.filter(({ key }) => !keys.includes(key));
    if (open.length === 0) return [];
    if (open.length === ask.open.length) return [ask];
    const { askAt, dueAt } = rest ?? ask;
    const covered = ask.covered.filter(({ by }) => !keys.includes(by));
    return [{ ...ask, open, covered, round: ask.round + 1, askAt, dueAt }];
  });
}
