import type { Channel } from '../vocabulary.ts';
import type { Contact, ContactEvent, FollowUp, PromiseTerms } from './contact.ts';

/** The contact after one more event. Total: an event that stands in the log has happened. */
export function applyContactEvent(contact: Contact | null, event: ContactEvent): Contact {
  const { deed } = event;
  if (deed.type === 'logged') {
    const { team, channel, outcome, spokenAt, endedAt, missing, twoChannels } = deed;
    return {
      author: event.by,
      team,
      channel,
      outcome,
      spokenAt,
      endedAt,
      missing,
      followUps: deed.promises.map(promised),
      holdUntil: null,
      twoChannels,
      confirmedOn: outcome === 'reached' && channel !== null ? [channel] : [],
      shared: false,
    };
  }
  if (contact === null) throw new Error(`history begins with ${deed.type} (seq ${event.seq}), expected logged`);
  switch (deed.type) {
    case 'completed': {
      const { channel } = deed;
      const confirmedOn =
        contact.outcome === 'reached' ? withChannel(contact.confirmedOn, channel) : contact.confirmedOn;
      return { ...contact, missing: deed.missing, channel: channel ?? contact.channel, confirmedOn };
    }
    case 'promised': {
      const added = deed.promises.map(promised).filter(({ n }) => contact.followUps.every((one) => one.n !== n));
      return {
        ...contact,
        followUps: [...contact.followUps, ...added],
        missing: contact.missing.filter((one) => one !== 'next'),
      };
    }
    case 'kept':
      return withState(contact, deed.n, 'kept');
    case 'dropped':
      return withState(contact, deed.n, 'dropped');
    case 'moved':
      return {
        ...contact,
        followUps: contact.followUps.map((one) =>
          one.n === deed.promise.n && one.state === 'open' ? { ...one, ...deed.promise, round: one.round + 1 } : one,
        ),
      };
    case 'held':
      return { ...contact, holdUntil: deed.until };
    case 'taken-up':
      return { ...contact, holdUntil: null };
    case 'confirmed-on':
      return { ...contact, confirmedOn: withChannel(contact.confirmedOn, deed.channel) };
    case 'shared':
      return { ...contact, shared: true };
    case 'unshared':
      return { ...contact, shared: false };
    case 'same-talk':
    case 'acknowledged':
    case 'noted':
    case 'noticed':
    case 'policy-changed':
      return contact;
  }
}

function promised(terms: PromiseTerms): FollowUp {
  return { ...terms, round: 1, state: 'open' };
}

function withState(contact: Contact, n: number, state: 'kept' | 'dropped'): Contact {
  const followUps = contact.followUps.map((one) => (one.n === n && one.state === 'open' ? { ...one, state } : one));
  return { ...contact, followUps };
}

function withChannel(channels: readonly Channel[], channel: Channel | null): readonly Channel[] {
  return channel === null || channels.includes(channel) ? channels : [...channels, channel];
}
