import { z } from 'zod';
import { CADENCE_ASKS, CARE_RULES, FESTIVALS } from '../care/vocabulary.ts';
import { PURPOSES } from '../contact/contact.ts';
import { CHANNELS } from '../vocabulary.ts';
import { parseDays, parsed, parseWorkingDays } from './parsed.ts';

const days = (description: string) =>
  parsed((text) => (text === 'off' ? null : parseDays(text)), 'bad-whole-days')
    .meta({ description, pattern: '^[1-9][0-9]{0,3}d$', examples: ['30d'] })
    .optional();
const daysOrOff = parsed(parseDays, 'bad-days').meta({
  description: 'A number of days, or off.',
  pattern: '^(off|[1-9][0-9]{0,3}d)$',
  examples: ['30d', 'off'],
});
const workingDays = (description: string) =>
  parsed(parseWorkingDays, 'bad-working-days')
    .meta({ description, pattern: '^[1-9][0-9]?wd$', examples: ['3wd'] })
    .optional();

const cadence = z.strictObject({
  ask: z.enum(CADENCE_ASKS).meta({ description: 'What the owner is asked for.' }),
  every: parsed((text) => parseDays(text) || null, 'bad-whole-days').meta({
    description: 'From one matching contact to the next, at most.',
    pattern: '^[1-9][0-9]{0,3}d$',
    examples: ['90d'],
  }),
  ahead: days('How long before that the owner is asked.'),
  channels: z
    .array(z.enum(CHANNELS))
    .min(1)
    .meta({ description: 'Contacts that count: on these channels; the first is proposed.' })
    .optional(),
  purposes: z
    .array(z.enum(PURPOSES))
    .min(1)
    .meta({ description: 'Contacts that count: for these purposes.' })
    .optional(),
});
const cadences = z
  .array(cadence)
  .max(6)
  .meta({ description: 'Each counted by itself; an empty list asks for nothing.' });

/** `care` of the policy file: when nobody is forgotten (R1–R12). */
export const careSchema = z
  .strictObject({
    rules: z
      .partialRecord(z.enum(CARE_RULES), z.enum(['on', 'off']))
      .meta({ description: 'The switch of each rule.' })
      .optional(),
    onboarding: z
      .strictObject({
        welcome: workingDays('First talk, so long after the first payment or delivery.'),
        guide: workingDays('Service guide sent, so long after the first talk.'),
        questions: days('Questions of the first talk answered within.'),
        kit: workingDays('Welcome kit sent, so long after the first talk.'),
        secondFrom: workingDays('Second follow-up, this long after the first talk at the earliest,'),
        secondUntil: workingDays('and this long after it at the latest.'),
        within: days('A first payment longer ago makes nobody a new customer.'),
      })
      .meta({ description: 'A new customer.' })
      .optional(),
    cadence: z
      .strictObject({
        A: cadences.optional(),
        B: cadences.optional(),
        C: cadences.optional(),
        basic: cadences.optional(),
      })
      .meta({ description: 'How often customers of each tier are talked with.' })
      .optional(),
    dates: z
      .strictObject({ ahead: days('Owners are reminded so long before, and on the day.') })
      .meta({ description: 'Birthdays, founding days, anniversaries, milestones.' })
      .optional(),
    festivals: z
      .strictObject({
        days: z.array(z.enum(FESTIVALS)).meta({ description: 'Festivals to greet on.' }).optional(),
        ahead: days('Teams get their list so long before.'),
      })
      .optional(),
    mending: z
      .strictObject({
        first: days('First talk, so long after a complaint was resolved.'),
        again: days('Second talk, so long after it.'),
        within: days('Complaints resolved longer ago are left alone.'),
      })
      .optional(),
    churn: z
      .strictObject({
        talk: days('Talk on the cause, so long after a warning.'),
        again: days('The same signs raise no other warning for so long.'),
      })
      .optional(),
    lightTouch: z
      .strictObject({
        A: daysOrOff.optional(),
        B: daysOrOff.optional(),
        C: daysOrOff.optional(),
        basic: daysOrOff.optional(),
      })
      .meta({ description: 'A word without advertising, at most so long after the last one.' })
      .optional(),
    campaigns: z
      .strictObject({
        perDay: z.int().min(1).max(500).meta({ description: 'Customers that one owner invites a day.' }).optional(),
        coming: workingDays('Follow-up with those who come.'),
        hesitating: workingDays('Follow-up with those who hesitate.'),
        declined: workingDays('Follow-up with those who declined.'),
      })
      .optional(),
    periods: z.strictObject({ ahead: days('Contract ends and deliveries are looked at so long before.') }).optional(),
  })
  .meta({ description: 'Care of customers: nobody is forgotten.' });

/** `care` as it is written. */
export type CareEntryInput = z.input<typeof careSchema>;
/** `care` as it was read. */
export type CareEntry = z.output<typeof careSchema>;
