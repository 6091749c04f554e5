import { createNoiseDesk, type NoiseDesk } from '../usecases/noise/desk.ts';
import type { Storage } from './open-storage.ts';

/** The ledger of reminders joined: counted in the background, read by administrators. */
export function wireNoise(storage: Pick<Storage, 'noise' | 'policies' | 'clock' | 'housekeeping'>): NoiseDesk {
  const { noise, policies, clock, housekeeping } = storage;
  return createNoiseDesk({ noise, policies, clock, takeTurn: housekeeping.takeTurn });
}
