import type { TestDatabase } from './database.ts';

/*
 * A company whose customers are spread over many owners, for campaigns: eight who are there, one away with a deputy, one
 * away with nobody named, one without an account, and customers of nobody. Nothing but campaigns is asked for, unless
 * `care` says otherwise.
 */

/** Owners who are there. */
export const PRESENT = ['own1', 'own2', 'own3', 'own4', 'own5', 'own6', 'own7', 'own8'];
/** Away with a deputy (own1), away without one, and without an account. */
const OTHERS = ['away', 'lonely', 'silent'];

const ACCOUNTS = [...PRESENT, 'away', 'lonely'];

/** Everybody with an account on `platform`, whose team works in `channel`; the account of `own1` is `account('own1')`. */
export function campaignCompany(
  platform: 'slack' | 'wecom',
  channel: string,
  account: (ref: string) => string,
  care: string,
): string {
  const people = ACCOUNTS.map(
    (ref) => `  ${ref}: { name: ${nameOf(ref)}, team: support, ${platform}: ${account(ref)} }`,
  );
  return `
timezone: Asia/Shanghai
workingTime: { holidays: none }
strangers: refuse
teams:
  support: { name: 客服部, channels: { ${platform}: "${channel}" }, handles: [inquiry, complaint, request, suggestion], lead: chen, manager: chen }
people:
${people.join('\n')}
  silent: { name: 无账号, team: support }
  chen: { name: 陈组长, team: support, role: lead, ${platform}: ${account('chen')} }
care: ${care}
`;
}

/** Who somebody is to people. */
export function nameOf(ref: string): string {
  return ref.replace('own', '员工').replace('away', '外出').replace('lonely', '独行');
}

/**
 * Customers of all owners and of nobody, in a tier that stays: every tenth of high value or at risk. `urgent…` or
 * `plain…` are their names.
 */
export async function addCustomers({ prisma }: TestDatabase, count: number, createdAt: Date): Promise<void> {
  const owners = [...PRESENT, ...OTHERS];
  // Nothing of what the night's assessment looks at is known of them: it would find another tier.
  await prisma.$executeRaw`
    INSERT INTO recurring_job (name, next_at) VALUES ('customers', ${createdAt}::timestamptz + interval '30 days')
    ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at`;
  await prisma.$executeRaw`
    INSERT INTO customer (id, name, name_key, tier, stage, high_value, account_manager, created_at)
    SELECT gen_random_uuid(), x.name, x.name, 'C', CASE WHEN i % 20 = 0 THEN 'at-risk' ELSE 'mature' END, i % 20 = 10,
      (${owners}::text[])[1 + (i / 10) % 12], ${createdAt}
    FROM generate_series(1, ${count}::int) i, LATERAL (SELECT CASE WHEN i % 10 = 0 THEN 'urgent' ELSE 'plain' END || i AS name) x`;
}

/** How many customers of the campaign an owner has; `null`: nobody's. */
export async function customersOf({ prisma }: TestDatabase): Promise<ReadonlyMap<string | null, number>> {
  const rows = await prisma.$queryRaw<{ owner: string | null; count: number }[]>`
    SELECT account_manager AS owner, count(*)::int AS count FROM customer GROUP BY 1`;
  return new Map(rows.map(({ owner, count }) => [owner, count]));
}

/** One invitation as it was told: to whom, and whether the message that has it was shown. */
export interface ToldInvitation {
  readonly customer: string;
  readonly conversation: string;
  readonly message: string | null;
}

/** Every telling of an invitation's opening, each with the message that carries it. */
export async function toldInvitations({ prisma }: TestDatabase): Promise<readonly ToldInvitation[]> {
  return prisma.$queryRaw<ToldInvitation[]>`
    SELECT n.subject_id::text AS customer, k.conversation, coalesce(d.address_message, k.address_message) AS message
    FROM notice n JOIN commitment c ON c.id = n.commitment_id AND c.rule = 'invitation'
    JOIN card k ON k.notice_id = n.id LEFT JOIN card d ON d.id = k.digest_id
    WHERE n.stage = 1`;
}
