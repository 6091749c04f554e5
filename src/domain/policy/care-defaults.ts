import type { CareEntryInput } from './care-schema.ts';

/** What the handbooks say of care (R1–R12), in the policy file's own language. */
export const CARE_DEFAULTS = {
  rules: {
    welcome: 'on',
    questions: 'on',
    kit: 'on',
    'second-talk': 'on',
    cadence: 'on',
    dates: 'on',
    festivals: 'on',
    mending: 'on',
    churn: 'on',
    'light-touch': 'on',
    campaigns: 'on',
    periods: 'on',
  },
  onboarding: {
    welcome: '3wd',
    guide: '1wd',
    questions: '1d',
    kit: '3wd',
    secondFrom: '5wd',
    secondUntil: '7wd',
    within: '30d',
  },
  cadence: {
    A: [
      { ask: 'visit', every: '90d', ahead: '7d', channels: ['visit'] },
      { ask: 'deep-talk', every: '30d', ahead: '3d', channels: ['phone', 'visit', 'online'] },
    ],
    B: [
      { ask: 'call', every: '30d', ahead: '3d', channels: ['phone'] },
      { ask: 'interaction', every: '30d', ahead: '3d', channels: ['wecom', 'visit', 'email', 'sms', 'online'] },
    ],
    C: [{ ask: 'news', every: '90d', ahead: '7d' }],
    basic: [{ ask: 'touch', every: '182d', ahead: '14d' }],
  },
  dates: { ahead: '3d' },
  festivals: { days: ['spring-festival', 'dragon-boat', 'mid-autumn', 'national-day'], ahead: '7d' },
  mending: { first: '3d', again: '30d', within: '90d' },
  churn: { talk: '1d', again: '60d' },
  lightTouch: { A: '30d', B: '30d', C: 'off', basic: 'off' },
  campaigns: { perDay: 20, coming: '2wd', hesitating: '3wd', declined: '5wd' },
  periods: { ahead: '30d' },
} satisfies CareEntryInput;
