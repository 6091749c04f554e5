import type { Channel } from '../../domain/vocabulary.ts';
import type { ContactVerb } from './change-contact.ts';

/** 双渠道确认: what was agreed is confirmed over this channel too (C8). */
export const confirmContact: ContactVerb<{
  readonly channel: Channel;
  readonly remark: string | null;
  /** Id of the talk over that channel, where it is on record. */
  readonly talk?: string;
}> = {
  plan({ contact }, { channel, remark, talk }) {
    if (!contact.twoChannels) return { code: 'refused', reason: 'nothing-to-confirm' };
    if (contact.confirmedOn.includes(channel)) return { code: 'refused', reason: 'already-confirmed', channel };
    return {
      deeds: [{ type: 'confirmed-on', channel, ...(talk === undefined ? {} : { talk }) }],
      remark,
      outcome: ({ contact: after }) => ({ code: 'confirmed-on', channels: after.confirmedOn }),
    };
  },
};
