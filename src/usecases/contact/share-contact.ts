import { mayShare } from '../../domain/contact/permission.ts';
import { teamAddresses } from '../destinations.ts';
import type { ContactVerb } from './change-contact.ts';

/** 分享: shown to the author's team as a good case (V4); once, until it is taken back. */
export const shareContact: ContactVerb<{ readonly remark: string | null }> = {
  plan({ contact, view, actor, policy, surfaces, now }, { remark }) {
    if (!mayShare(actor, contact)) return { code: 'refused', reason: 'may-not-share', author: contact.author };
    if (view.shared !== null) {
      const { by, at } = view.shared;
      return { code: 'refused', reason: 'already-shared', by, at };
    }
    if (contact.outcome !== 'reached') return { code: 'refused', reason: 'nobody-reached' };
    // A direct talk is nobody's channel.
    const origin = view.origin?.id.startsWith('@') === true ? null : view.origin;
    const cases = teamAddresses(policy.policy, surfaces, { team: contact.team, owner: null, origin });
    if (cases.length === 0) return { code: 'refused', reason: 'no-team-channel' };
    return {
      deeds: [{ type: 'shared' }],
      remark,
      shared: { at: now, by: actor.ref },
      cases,
      outcome: () => ({ code: 'shared', team: contact.team }),
    };
  },
};

/** 撤回分享: whoever may show it may take it back; its card says so and nothing else. */
export const unshareContact: ContactVerb<{ readonly remark: string | null }> = {
  plan({ contact, view, actor }, { remark }) {
    if (!mayShare(actor, contact)) return { code: 'refused', reason: 'may-not-share', author: contact.author };
    if (view.shared === null) return { code: 'refused', reason: 'not-shared' };
    return { deeds: [{ type: 'unshared' }], remark, shared: null, outcome: () => ({ code: 'unshared' }) };
  },
};
