import { careClock } from './ask-clock.ts';

/** R1–R12 关怀: what is asked for in the team's channel. */
export const care = careClock('care');
