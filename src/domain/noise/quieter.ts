import type { ClockTargets, ContactRules, Policy, Rung } from '../policy/policy.ts';
import { type Duration, formatDuration } from '../time.ts';
import { CLOCK_NAMES, type ClockName, URGENCIES } from '../vocabulary.ts';
import type { NoiseStep } from './noise.ts';

/** Warnings earlier than this share of the way come too early to be heeded; later ones are left out altogether. */
const LATE_WARNING = 0.9;

const CONTACT_TARGETS: Readonly<Record<string, keyof ContactRules>> = {
  'complete-contact': 'record',
  'double-confirm': 'confirmation',
  'follow-up': 'promise',
};

/**
 * A part of a policy file that would remind less about a rule that nobody heeds at this step: a later warning, a longer
 * target, a ladder that repeats itself less. `null` where the file has nothing to turn for it. What is urgent stays as it is.
 */
export function quieter(rule: string, step: NoiseStep, policy: Policy): string | null {
  if (step === 'warning') return laterWarning(rule, policy);
  if (step === 'ladder') return fewerRepeats(policy) ?? longerTarget(rule, policy);
  return longerTarget(rule, policy) ?? fewerRepeats(policy);
}

function laterWarning(rule: string, { escalation, contacts }: Policy): string | null {
  if (rule === 'follow-up' && contacts.reminder.unit !== 'off') {
    return `contacts: { reminder: ${contacts.reminder.unit === 'time' ? 'off' : '2h'} }`;
  }
  if (escalation.warn === null) return null;
  return `escalation: { warn: ${escalation.warn < LATE_WARNING ? '90%' : 'off'} }`;
}

function longerTarget(rule: string, { clocks, contacts }: Policy): string | null {
  const contact = CONTACT_TARGETS[rule];
  if (contact !== undefined) {
    const longer = twice(contacts[contact]);
    return longer === null ? null : `contacts: { ${contact}: ${longer} }`;
  }
  const clock = CLOCK_NAMES.find((name) => name === rule);
  return clock === undefined ? null : longerClock(clock, clocks[clock]);
}

function longerClock(name: ClockName, targets: ClockTargets): string | null {
  // Whoever waits for something urgent is not to wait longer because nobody listens.
  const calm = URGENCIES.filter((one) => one !== 'urgent').flatMap((urgency) => {
    const longer = twice(targets[urgency]);
    return longer === null ? [] : [`${urgency}: ${longer}`];
  });
  return calm.length === 0 ? null : `clocks: { ${name}: { ${calm.join(', ')} } }`;
}

/** The whole ladder, since lists replace: what is said again comes half as often. */
function fewerRepeats({ escalation }: Policy): string | null {
  const isRepeated = (rung: Rung) => rung.repeat !== null && rung.times > 1;
  if (!escalation.ladder.some(isRepeated)) return null;
  const rungs = escalation.ladder.map((rung) => {
    const after = `after: ${formatDuration(rung.after)}, to: [${rung.to.map(quoted).join(', ')}]`;
    if (rung.repeat === null) return `{ ${after} }`;
    const repeat = isRepeated(rung) ? (twice(rung.repeat) ?? formatDuration(rung.repeat)) : formatDuration(rung.repeat);
    const times = isRepeated(rung) ? Math.ceil(rung.times / 2) : rung.times;
    return `{ ${after}, repeat: ${repeat}, times: ${times} }`;
  });
  return `escalation: { ladder: [${rungs.join(', ')}] }`;
}

/** A key that YAML would read as a number, or that has signs of its own, needs quotes. */
function quoted(key: string): string {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key) ? key : JSON.stringify(key);
}

/** No target is longer than a year. */
const MOST_DAYS = 180;

function twice(length: Duration): string | null {
  switch (length.unit) {
    case 'off':
      return null;
    case 'time':
      return formatDuration({ unit: 'time', ms: length.ms * 2 });
    case 'days':
    case 'working-days':
      return length.days > MOST_DAYS ? null : formatDuration({ ...length, days: length.days * 2 });
  }
}
