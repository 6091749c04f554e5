import type { NoticedDeed, SubjectEvent } from '../commitment/subject-kind.ts';
import type { Instant } from '../time.ts';
import type { Channel, PersonRef } from '../vocabulary.ts';

/** What a talk was for, 沟通类型 (C3). */
export const PURPOSES = [
  'lead',
  'discovery',
  'proposal',
  'complaint',
  'delivery',
  'renewal',
  'care',
  'survey',
  'invitation',
  'upsell',
] as const;
export type Purpose = (typeof PURPOSES)[number];

/** How the customer was, 客户情绪 (C4). */
export const MOODS = ['keen', 'hesitant', 'worried', 'displeased'] as const;
export type Mood = (typeof MOODS)[number];

/** Whether somebody was reached (C11); `none`: promises noted without a talk. */
export const CONTACT_OUTCOMES = ['reached', 'not-reached', 'none'] as const;
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number];

/** The five elements of a record (C1). The time is always known: when nobody names it, it was just now. */
export const ELEMENTS = ['channel', 'content', 'feedback', 'next'] as const;
export type Element = (typeof ELEMENTS)[number];

/** Where a contact stands (C6). */
export const CONTACT_STATUSES = ['to-follow-up', 'confirmed', 'on-hold'] as const;
export type ContactStatus = (typeof CONTACT_STATUSES)[number];

/** A promise made in a talk (C5). Its words stand apart, in a row that can be erased. */
export interface FollowUp {
  readonly n: number;
  /** Counts how often it was begun anew: a later date or another owner begins the next. */
  readonly round: number;
  readonly owner: PersonRef;
  readonly team: string;
  readonly dueAt: Instant;
  readonly state: 'open' | 'kept' | 'dropped';
}

/** The terms of a promise when it is made, or made anew. */
export type PromiseTerms = Pick<FollowUp, 'n' | 'owner' | 'team' | 'dueAt'>;

/** A contact as its history makes it. Free text is not part of it: rules never read words. */
export interface Contact {
  readonly author: PersonRef;
  readonly team: string;
  readonly channel: Channel | null;
  readonly outcome: ContactOutcome;
  readonly spokenAt: Instant;
  readonly endedAt: Instant | null;
  /** Lacking elements: a draft while there are any (C2). */
  readonly missing: readonly Element[];
  readonly followUps: readonly FollowUp[];
  readonly holdUntil: Instant | null;
  /** Needs confirmation over two channels (C8). */
  readonly twoChannels: boolean;
  /** Channels on which what was agreed is confirmed; the talk's own is the first. */
  readonly confirmedOn: readonly Channel[];
  /** Shown to the team as a good case (V4). */
  readonly shared: boolean;
}

/** What happened to a contact, without who and when. Ids, enums and times only. */
export type ContactDeed =
  | {
      readonly type: 'logged';
      readonly team: string;
      readonly channel: Channel | null;
      readonly outcome: ContactOutcome;
      readonly spokenAt: Instant;
      readonly endedAt: Instant | null;
      readonly missing: readonly Element[];
      readonly promises: readonly PromiseTerms[];
      readonly twoChannels: boolean;
      /** Hash of the policy in force: deadlines are recomputed under it. */
      readonly policy: string;
    }
  /** Completed or corrected: what is still lacking, and the channel when that was told. */
  | { readonly type: 'completed'; readonly missing: readonly Element[]; readonly channel: Channel | null }
  | { readonly type: 'promised'; readonly promises: readonly PromiseTerms[] }
  | { readonly type: 'kept'; readonly n: number }
  /** Another date, or in other hands. */
  | { readonly type: 'moved'; readonly promise: PromiseTerms }
  /** The customer no longer wants it, with the reason beside. */
  | { readonly type: 'dropped'; readonly n: number }
  | { readonly type: 'held'; readonly until: Instant }
  | { readonly type: 'taken-up' }
  /** `talk`: id of the talk over that channel, where it is on record. */
  | { readonly type: 'confirmed-on'; readonly channel: Channel; readonly talk?: string }
  /** The same talk as another one, logged twice. */
  | { readonly type: 'same-talk'; readonly as: string }
  /** Somebody has seen what is owed; `n` names one promise. */
  | { readonly type: 'acknowledged'; readonly rule: string | null; readonly n: number | null }
  | { readonly type: 'noted' }
  /** Shown to the team as a good case, and taken back (V4). */
  | { readonly type: 'shared' }
  | { readonly type: 'unshared' }
  | NoticedDeed
  /** `since`: when that policy came into force. */
  | { readonly type: 'policy-changed'; readonly policy: string; readonly since?: Instant };

/** One entry of a contact's history. */
export type ContactEvent = SubjectEvent<ContactDeed>;

/** More are no promises that anybody keeps, and each would run a clock of its own. */
export const PROMISES_MAX = 20;

/** Channels that a confirmation needs (C8). */
export const CONFIRMING_CHANNELS = 2;

/** Where a contact stands: on hold, with promises open or elements lacking, or confirmed (C6). */
export function contactStatus(contact: Pick<Contact, 'holdUntil' | 'followUps' | 'missing'>): ContactStatus {
  if (contact.holdUntil !== null) return 'on-hold';
  const owes = contact.missing.length > 0 || contact.followUps.some((one) => one.state === 'open');
  return owes ? 'to-follow-up' : 'confirmed';
}

/** Whether a second channel is still to confirm. */
export function awaitsConfirmation({ twoChannels, confirmedOn }: Contact): boolean {
  return twoChannels && confirmedOn.length < CONFIRMING_CHANNELS;
}
