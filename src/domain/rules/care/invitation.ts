import { careClock } from './ask-clock.ts';

/** R11 邀约: customers of a campaign whom their owner is asked to invite, and what follows from their answers. */
export const invitation = careClock('invitation');
