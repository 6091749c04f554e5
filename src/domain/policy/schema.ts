import { z } from 'zod';
import { parseDaySpan } from '../calendar/calendar-spec.ts';
import { parseIsoDate } from '../calendar/civil-date.ts';
import { parseDuration } from '../time.ts';
import { CLOCK_NAMES, KINDS, LOCALES, ROLES, TIERS } from '../vocabulary.ts';
import { careSchema } from './care-schema.ts';
import { rotaSchema } from './duty-policy.ts';
import type { PolicyProblemParams } from './fault.ts';
import { noiseSchema } from './noise-policy.ts';
import { parseDays, parsed } from './parsed.ts';
import { WEEKDAYS } from './policy.ts';
import { wecomCustomersSchema } from './wecom-customers.ts';

/*
 * The policy FILE, as people write it: every key may be left out and is then taken from the preset. What the schema
 * cannot see alone (names that point at each other, order, uniqueness) is checked in resolve-policy.ts. An error's
 * message is the key of a problem in fault.ts; sentences live in i18n.
 */

const PRESET_NAMES = ['handbook', 'templates', 'records', 'solutions'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

const NAME_KEY = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u;
const SLACK_ACCOUNT = /^(?:[TE][A-Z0-9_]+\/)?[UW][A-Z0-9_]+$/;
const SLACK_CHANNEL = /^(?:[TE][A-Z0-9_]+\/)?[CG][A-Z0-9_]+$/;
const WECOM_ACCOUNT = /^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}$/;
const WECOM_CHANNEL = /^(?:bot|app|webhook):[^\s:]+$/;
const PLAYGROUND_ID = /^\S{1,64}$/;

type ProblemKey = keyof PolicyProblemParams;

const duration = parsed(parseDuration, 'bad-duration').meta({
  description:
    '30s, 15m or 2h in the time basis of the clock; 3d are calendar days, 2wd working days; off switches it off.',
  pattern: '^(off|[0-9]{1,6}(s|m|h|d|wd))$',
  examples: ['15m', '2h', '3d', '2wd', 'off'],
});
const daySpan = parsed(parseDaySpan, 'bad-span').meta({
  description: 'A part of the day, HH:MM-HH:MM, to 24:00 at the latest.',
  pattern: '^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$',
  examples: ['09:00-12:00'],
});
const isoDate = parsed((text) => (parseIsoDate(text) === null ? null : text), 'bad-date').meta({
  description: 'A date, YYYY-MM-DD.',
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  examples: ['2026-10-01'],
});
const share = parsed(parseShare, 'bad-share').meta({
  description: 'Share of the way to the deadline at which the owner is warned, or off.',
  pattern: '^(off|[0-9]{1,2}(\\.[0-9]+)?%)$',
  examples: ['80%', 'off'],
});
const days = parsed(parseDays, 'bad-days').meta({
  description: 'A number of days, 60d, or off.',
  pattern: '^(off|[0-9]{1,4}d)$',
  examples: ['60d', 'off'],
});
const timezone = parsed((text) => (isZone(text) ? text : null), 'bad-zone').meta({
  description: 'IANA name of the time zone in which days and hours are meant.',
  examples: ['Asia/Shanghai'],
});

const locale = z.enum(LOCALES).meta({ description: 'Language of texts.' });
const displayName = matching(/^(?=.*\S)[^\p{Cc}]{1,64}$/u, 'bad-name').meta({ description: 'Name as people see it.' });
const nameKey = matching(NAME_KEY, 'bad-key');
const personKey = z.string().meta({ description: 'A key of `people`.' });

const workingTime = z
  .strictObject({
    days: z.array(z.enum(WEEKDAYS)).min(1).meta({ description: 'Working days of the week.' }).optional(),
    hours: z.array(daySpan).min(1).meta({ description: 'Working hours, in order, each within one day.' }).optional(),
    holidays: z
      .union([z.enum(['CN', 'none']), z.array(isoDate)], { error: 'bad-holidays' })
      .meta({ description: 'CN: holidays and make-up days of mainland China; none; or a list of dates off.' })
      .optional(),
    off: z.array(isoDate).meta({ description: 'Further dates off; they win over every table.' }).optional(),
    working: z.array(isoDate).meta({ description: 'Further dates worked; they win over every table.' }).optional(),
  })
  .meta({ description: 'When non-urgent clocks run.' });

const channels = z
  .strictObject({
    slack: matching(SLACK_CHANNEL, 'bad-slack-channel')
      .meta({ description: 'Channel id, C0…; T0…/C0… in one of several workspaces.' })
      .optional(),
    wecom: matching(WECOM_CHANNEL, 'bad-wecom-channel')
      .meta({ description: 'bot:CHATID, app:CHATID or webhook:NAME.' })
      .optional(),
    playground: matching(PLAYGROUND_ID, 'bad-playground-id').optional(),
  })
  .meta({ description: 'Where the team reads, on each platform.' });

const team = z.strictObject({
  name: displayName.optional(),
  locale: locale.optional(),
  channels: channels.optional(),
  handles: z.array(z.enum(KINDS)).meta({ description: 'Kinds of ticket that come here first.' }).optional(),
  lead: personKey.optional(),
  manager: personKey.optional(),
  head: personKey.optional(),
  workingTime: workingTime.optional(),
  duty: rotaSchema.optional(),
});

const person = z.strictObject({
  name: displayName.optional(),
  team: z.string().meta({ description: 'A key of `teams`.' }).optional(),
  role: z.enum(ROLES).meta({ description: 'What the person may do; agent when left out.' }).optional(),
  locale: locale.optional(),
  slack: matching(SLACK_ACCOUNT, 'bad-slack-account')
    .meta({ description: 'User id, U0…; T0…/U0… in one of several workspaces.' })
    .optional(),
  wecom: matching(WECOM_ACCOUNT, 'bad-wecom-account')
    .meta({ description: 'User id: the account in the address book.' })
    .optional(),
  playground: matching(PLAYGROUND_ID, 'bad-playground-id').optional(),
});

const clockTargets = z.strictObject({
  urgent: duration.optional(),
  important: duration.optional(),
  normal: duration.optional(),
  complex: duration.optional(),
});
const clock = z.union([duration, clockTargets], { error: 'bad-clock' }).meta({
  description: 'Target by urgency; complex replaces it on tickets so marked. One duration stands for all.',
});

const clocks = z.partialRecord(z.enum(CLOCK_NAMES), clock);

const tier = z
  .strictObject({
    clocks: clocks
      .meta({ description: 'Targets as under `clocks`; what ends sooner counts, so a tier only tightens.' })
      .optional(),
  })
  .meta({ description: 'What customers of this tier get beyond the others.' });

const repeats = z
  .strictObject({
    within: duration
      .meta({ description: 'A problem that the same customer had so long ago or less is the same again; or off.' })
      .optional(),
    customers: z
      .union([z.int().min(2).max(100), z.literal('off')], { error: 'bad-customers' })
      .meta({ description: 'The same problem type at so many customers in a day has a common cause; or off.' })
      .optional(),
  })
  .meta({ description: 'When a problem counts as repeated.' });

const minimums = z
  .strictObject({
    amount: z.int().min(0).meta({ description: 'Contract amount a year.' }).optional(),
    years: z.number().min(0).max(100).meta({ description: 'Years since the first cooperation.' }).optional(),
    interactions: z.int().min(0).meta({ description: 'Interactions within `interactions` days.' }).optional(),
  })
  .meta({ description: 'The least of everything; a tier needs all of it.' });

const customers = z
  .strictObject({
    tiers: z
      .strictObject({ A: minimums.optional(), B: minimums.optional(), C: minimums.optional() })
      .meta({ description: 'The highest tier whose minimums are all met; else basic.' })
      .optional(),
    interactions: days.meta({ description: 'How far back interactions count.' }).optional(),
    new: days.meta({ description: 'How long a customer is new.' }).optional(),
    growing: days.meta({ description: 'How long a customer is growing; afterwards mature.' }).optional(),
    highValue: shareOf('Share of customers, by annual amount, that are of high value, or off.').optional(),
    risk: z
      .strictObject({
        silent: days.meta({ description: 'At risk after so long without an interaction, or off.' }).optional(),
        eventsDown: shareOf('At risk when cooperation events fall by more than this share, or off.').optional(),
        window: days.meta({ description: 'Events of so many days against as many before.' }).optional(),
        leastEvents: z.int().min(1).max(1_000).meta({ description: 'So few events before say nothing.' }).optional(),
        answered: shareOf('At risk when a smaller share of attempts reaches somebody, or off.').optional(),
        leastContacts: z.int().min(1).max(1_000).meta({ description: 'So few attempts say nothing.' }).optional(),
        spendingDown: shareOf('At risk when spending falls by more than this share, or off.').optional(),
        displeased: z
          .union([z.int().min(1).max(100), z.literal('off')], { error: 'bad-displeased' })
          .meta({ description: 'At risk at so many displeased talks and complaints, if more than before; or off.' })
          .optional(),
      })
      .meta({ description: 'When a customer may be lost.' })
      .optional(),
  })
  .meta({ description: 'How tier, stage and value of a customer are computed.' });

const contacts = z
  .strictObject({
    record: duration.meta({ description: 'How long after a talk its record may lack an element.' }).optional(),
    reminder: duration.meta({ description: 'How long before a promise is due its owner is reminded.' }).optional(),
    promise: duration.meta({ description: 'How long a promise runs for which nobody named a date.' }).optional(),
    confirmation: duration.meta({ description: 'How long the second channel may take to confirm.' }).optional(),
  })
  .meta({ description: 'Records of talks with customers, and the promises made in them.' });

const rung = z.strictObject({
  after: duration,
  to: z.array(z.string()).min(1).meta({
    description:
      'owner, direct_leader (by the address book of WeCom), team, duty, lead, manager, head, or keys of `people`.',
  }),
  repeat: duration.optional(),
  times: z.int().min(1).max(100).optional(),
});

const escalation = z
  .strictObject({
    warn: share.optional(),
    ladder: z.array(rung).min(1).max(20).meta({ description: 'Who is told how long after the deadline.' }).optional(),
    acknowledged: duration.meta({ description: 'How long an acknowledgement stops the ladder.' }).optional(),
  })
  .meta({ description: 'What happens when a deadline comes near and when it has passed.' });

/** The policy file: strict everywhere, every key optional. Its output has durations, spans and dates read. */
export const policyFileSchema = z
  .strictObject({
    preset: z.enum(PRESET_NAMES).meta({ description: 'The defaults that this file is laid over.' }).optional(),
    locale: locale.optional(),
    timezone: timezone.optional(),
    workingTime: workingTime.optional(),
    restTime: z
      .array(daySpan)
      .meta({ description: 'Times of day when only urgent matters are sent; may run past midnight.' })
      .optional(),
    strangers: z
      .enum(['agent', 'refuse'])
      .meta({ description: 'People who are not listed: agents, or refused.' })
      .optional(),
    teams: z.record(nameKey, team).meta({ description: 'Departments, by a short key.' }).optional(),
    people: z.record(nameKey, person).meta({ description: 'Staff, by a short key.' }).optional(),
    clocks: clocks.meta({ description: 'Targets of the clocks on a ticket.' }).optional(),
    tiers: z
      .partialRecord(z.enum(TIERS), tier)
      .meta({ description: "Tighter clocks for tickets of customers, by the customer's tier." })
      .optional(),
    repeats: repeats.optional(),
    contacts: contacts.optional(),
    customers: customers.optional(),
    wecomCustomers: wecomCustomersSchema.optional(),
    care: careSchema.optional(),
    retention: days
      .meta({
        description: 'The words of a ticket or a talk are erased so long after it ended, or off: kept for ever.',
        pattern: '^(off|[0-9]{1,4}d)$',
        examples: ['730d', 'off'],
      })
      .optional(),
    escalation: escalation.optional(),
    noise: noiseSchema.optional(),
  })
  .meta({ title: 'Huiyin policy', description: 'Rules of customer work. Every key is optional.' });

/** A policy file as it is written. */
export type PolicyFileInput = z.input<typeof policyFileSchema>;
/** A policy file as it was read. */
export type PolicyFile = z.output<typeof policyFileSchema>;
export type TeamEntry = NonNullable<PolicyFile['teams']>[string];
export type PersonEntry = NonNullable<PolicyFile['people']>[string];
export type WorkingTimeEntry = NonNullable<PolicyFile['workingTime']>;

function matching(pattern: RegExp, problem: ProblemKey) {
  return z.string().regex(pattern, { error: problem });
}

/** A share with words of its own. */
function shareOf(description: string) {
  return share.meta({ description, pattern: '^(off|[0-9]{1,2}(\\.[0-9]+)?%)$', examples: ['20%', 'off'] });
}

/** `off` is told from a share by being zero, because `null` means unreadable here. */
function parseShare(text: string): number | null {
  if (text === 'off') return 0;
  const match = /^(\d{1,2}(?:\.\d+)?)%$/.exec(text);
  const percent = Number(match?.[1]);
  return percent > 0 ? percent / 100 : null;
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
