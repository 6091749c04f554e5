/** The twelve rules of care (domain R1–R12), in the order of the handbook; each has a switch in the policy. */
export const CARE_RULES = [
  /** R1: the first talk with a new customer, and the service guide after it. */
  'welcome',
  /** R2: what was asked in that talk is answered. */
  'questions',
  /** R3: the welcome kit. */
  'kit',
  /** R4: the second follow-up. */
  'second-talk',
  /** R5: the cadence of the customer's tier. */
  'cadence',
  /** R6: birthdays, founding day, anniversary, milestones. */
  'dates',
  /** R7: festivals, as a list for the team. */
  'festivals',
  /** R8: after a complaint. */
  'mending',
  /** R9: the talk on the cause of a lost-customer warning. */
  'churn',
  /** R10: monthly word without advertising. */
  'light-touch',
  /** R11: campaigns, and a follow-up for each answer. */
  'campaigns',
  /** R12: survey and talk at the end of a contract, deliveries ahead. */
  'periods',
] as const;
export type CareRule = (typeof CARE_RULES)[number];

/** What is asked of the owner: the kind of talk or deed. Words for people live in i18n. */
export const CARE_ASKS = [
  'welcome-call',
  'send-guide',
  'answer-questions',
  'send-kit',
  'second-talk',
  'visit',
  'deep-talk',
  'call',
  'interaction',
  'news',
  'touch',
  'prepare-greeting',
  'greet',
  'festival-greeting',
  'mend',
  'mend-again',
  'cause-talk',
  'light-touch',
  'invite',
  'confirm-coming',
  'talk-again',
  'thank-declined',
  'survey',
  'renewal-talk',
  'delivery-check',
] as const;
export type CareAsk = (typeof CARE_ASKS)[number];

/** What is done without speaking to the customer: no talk is on record for it, and it is done when somebody says so. */
export const DONE_ALONE: ReadonlySet<CareAsk> = new Set(['prepare-greeting']);

/** What a tier's cadence may ask for (R5). */
export const CADENCE_ASKS = ['visit', 'deep-talk', 'call', 'interaction', 'news', 'touch'] as const;
export type CadenceAsk = (typeof CADENCE_ASKS)[number];

/** Days that a company may greet on (R7). */
export const FESTIVALS = [
  'new-year',
  'spring-festival',
  'lantern',
  'qingming',
  'labour-day',
  'dragon-boat',
  'mid-autumn',
  'national-day',
  'double-ninth',
] as const;
export type Festival = (typeof FESTIVALS)[number];

/** What an invited customer said (R11). */
export const CAMPAIGN_ANSWERS = ['coming', 'hesitating', 'declined'] as const;
export type CampaignAnswer = (typeof CAMPAIGN_ANSWERS)[number];

/** Why a customer goes (R9); `other` proposes to find out. */
export const CHURN_CAUSES = ['service', 'need-changed', 'competitor', 'price', 'other'] as const;
export type ChurnCause = (typeof CHURN_CAUSES)[number];

/** How a care item ended, or that it was put off. */
export const CARE_OUTCOMES = ['done', 'skipped', 'later'] as const;
export type CareOutcome = (typeof CARE_OUTCOMES)[number];

/** Why something asked for is no longer owed though nobody did it. */
export const VOID_REASONS = ['merged', 'erased', 'left', 'moot', 'switched-off'] as const;
export type VoidReason = (typeof VOID_REASONS)[number];
