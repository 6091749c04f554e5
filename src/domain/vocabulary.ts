/**
 * The closed vocabularies of the trade (domain.md T1, T2, T7, S1–S9), each value spelled as it is stored.
 * Words for people live in i18n; these are the keys.
 */

/** Kind of a ticket, 沟通事由 (T1). */
export const KINDS = ['inquiry', 'complaint', 'request', 'suggestion'] as const;
export type Kind = (typeof KINDS)[number];

/** Urgency of a ticket, 紧急程度 (T2); never blank. */
export const URGENCIES = ['urgent', 'important', 'normal'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Where a ticket stands, 处理进度 (T7). */
export const STATUSES = ['pending', 'in-progress', 'waiting', 'resolved', 'closed', 'cancelled', 'merged'] as const;
export type Status = (typeof STATUSES)[number];

/** The clocks that a policy can set (S1–S7, S9). */
export const CLOCK_NAMES = [
  'first-contact',
  'start',
  'plan',
  'progress',
  'resolve',
  'tell',
  'revisit',
  'delay',
] as const;
export type ClockName = (typeof CLOCK_NAMES)[number];

/** What a person may do, from least to most. */
export const ROLES = ['agent', 'lead', 'manager', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** The languages every text exists in. */
export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** The chat platforms an address can belong to. */
export const PLATFORMS = ['slack', 'wecom', 'playground'] as const;
export type Platform = (typeof PLATFORMS)[number];

/**
 * A conversation on a platform: a channel, a group, or a direct talk with one person.
 * `id` is the platform's own; a direct talk is written `@` + the person's id.
 */
export interface Address {
  readonly platform: Platform;
  readonly workspace: string;
  readonly id: string;
}

/**
 * Who somebody is to us: the key under `people` in the policy file, or `platform:workspace:id` for somebody who is
 * not listed there.
 */
export type PersonRef = string;

/** How we talk with customers (C1). `wecom` stands for WeCom and WeChat alike. */
export const CHANNELS = ['phone', 'visit', 'wecom', 'email', 'sms', 'online'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Tiers of customers, from the most valued (K2). */
export const TIERS = ['A', 'B', 'C', 'basic'] as const;
export type Tier = (typeof TIERS)[number];

/** Where a customer stands with us, 客户阶段 (K2). */
export const STAGES = ['prospect', 'new', 'growing', 'mature', 'at-risk'] as const;
export type Stage = (typeof STAGES)[number];
