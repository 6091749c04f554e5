import { z } from 'zod';
import { DAY_MS, type Duration, formatDuration, HOUR_MS, parseDuration } from '../time.ts';
import { faultAt, type PolicyFault } from './fault.ts';

/** How much one person hears. */
export interface NoisePolicy {
  /** Reminders to one person a day; what is beyond and not urgent is gathered. `null`: no limit. */
  readonly daily: number | null;
  /** So long what is beyond gathers before it goes out as one message. */
  readonly gather: Duration;
}

/** An older release knew no limit. */
export const NO_LIMIT: NoisePolicy = { daily: null, gather: { unit: 'off' } };

const LONGEST_GATHERING_MS = DAY_MS;

/** The policy file's part about noise. */
export const noiseSchema = z
  .strictObject({
    daily: z
      .union([z.int().min(1).max(1_000), z.literal('off')], { error: 'bad-daily' })
      .meta({ description: 'Reminders to one person a day; what is beyond is merged, urgent ones excepted; or off.' })
      .optional(),
    gather: z
      .string()
      .refine(isGathering, { error: 'bad-gathering' })
      .meta({
        description: 'How long what is beyond gathers, from the first; 1m to 24h.',
        pattern: '^[0-9]{1,6}(s|m|h)$',
        examples: ['2h'],
      })
      .optional(),
  })
  .meta({ description: 'How much one person hears.' });

type NoiseEntry = z.output<typeof noiseSchema>;

/** The file's limits over the preset's. */
export function mergeNoise(base: NoiseEntry = {}, file: NoiseEntry = {}): NoisePolicy {
  const daily = file.daily ?? base.daily ?? 'off';
  const gather = parseDuration(file.gather ?? base.gather ?? formatDuration({ unit: 'time', ms: 2 * HOUR_MS }));
  return { daily: daily === 'off' ? null : daily, gather: gather ?? { unit: 'off' } };
}

/** A gathering time without a limit is a slip: somebody believes that it does something. */
export function checkNoise(entry: NoiseEntry | undefined, { daily }: NoisePolicy): PolicyFault[] {
  return entry?.gather !== undefined && daily === null
    ? [faultAt(['noise', 'gather'], 'gather-without-limit', {})]
    : [];
}

function isGathering(text: string): boolean {
  const read = parseDuration(text);
  return read?.unit === 'time' && read.ms >= 60_000 && read.ms <= LONGEST_GATHERING_MS;
}
