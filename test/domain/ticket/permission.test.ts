import { describe, expect, test } from 'vitest';
import { type Actor, actorOf, hasRole, strangerAccount, strangerRef, worksFor } from '../../../src/domain/people.ts';
import { applyEvent } from '../../../src/domain/ticket/apply-event.ts';
import { mayDo, maySee } from '../../../src/domain/ticket/permission.ts';
import type { Ticket, TicketDeed } from '../../../src/domain/ticket/ticket.ts';
import { COMPANY, readPolicy } from '../../support/policies.ts';

const policy = readPolicy(COMPANY);
const STRANGER = strangerRef('slack', 'T0ACME', 'U0STRANGER');
const actor = (ref: string): Actor => {
  const found = actorOf(policy, ref);
  if (found === null) throw new Error(`${ref} may do nothing`);
  return found;
};

/** A ticket of the support team. */
function ticket(parts: Partial<Ticket> = {}): Ticket {
  const fresh = applyEvent(null, {
    seq: 1,
    at: 0,
    by: 'colleague',
    deed: {
      type: 'created',
      kind: 'inquiry',
      urgency: 'normal',
      complex: false,
      team: 'support',
      spokenAt: 0,
      policy: 'x',
    },
  });
  return { ...fresh, ...parts };
}

const DEEDS: readonly TicketDeed['type'][] = [
  'edited',
  'taken',
  'assigned',
  'acknowledged',
  'contacted',
  'noted',
  'progressed',
  'resolved',
  'rated',
  'reopened',
  'closed',
  'cancelled',
  'escalated',
];
const OWN = DEEDS.filter((deed) => deed !== 'assigned');
const OPENERS = ['edited', 'contacted', 'noted', 'rated', 'reopened', 'closed', 'cancelled', 'escalated'];

const allowed = (who: string, of: Ticket): string[] => DEEDS.filter((deed) => mayDo(actor(who), deed, of).ok);

describe('who may do what to a ticket of the support team', () => {
  test.each<[string, string, Partial<Ticket>, readonly string[]]>([
    ['an agent of the team', 'agent', {}, OWN],
    ['an agent of another team', 'outsider', {}, []],
    ['an agent of another team who opened it', 'outsider', { opener: 'outsider' }, OPENERS],
    ['an agent of another team who owns it', 'outsider', { owner: 'outsider' }, OWN],
    ['the team’s lead', 'lead1', {}, DEEDS],
    ['another team’s lead', 'lead2', {}, []],
    ['another team’s lead who opened it', 'lead2', { opener: 'lead2' }, OPENERS],
    ['another team’s lead who owns it', 'lead2', { owner: 'lead2' }, DEEDS],
    ['the manager', 'mgr1', {}, DEEDS],
    ['the manager, in the other of his teams', 'mgr1', { team: 'after-sales' }, DEEDS],
    ['the manager, in a team that is not his', 'mgr1', { team: 'product' }, []],
    ['a manager of another team', 'mgr2', {}, []],
    ['the head', 'head1', {}, DEEDS],
    ['an admin', 'admin', {}, DEEDS],
    ['an admin, in a team that nobody leads', 'admin', { team: 'nightdesk' }, DEEDS],
    ['an admin, in a team that is gone', 'admin', { team: 'gone' }, DEEDS],
    ['an agent, in a team that is gone', 'agent', { team: 'gone' }, []],
    ['a stranger where strangers are agents', STRANGER, {}, OWN],
  ])('%s', (_story, who, parts, expected) => {
    expect(allowed(who, ticket(parts))).toEqual(expected);
  });

  test('the refusal says whether team or role is missing', () => {
    expect(mayDo(actor('outsider'), 'noted', ticket())).toEqual({ ok: false, why: 'not-your-team' });
    expect(mayDo(actor('agent'), 'assigned', ticket())).toEqual({ ok: false, why: 'needs-role', role: 'lead' });
  });

  test('its team, its owner and its opener may read it', () => {
    expect(maySee(actor('agent'), ticket())).toBe(true);
    expect(maySee(actor('outsider'), ticket())).toBe(false);
    expect(maySee(actor('outsider'), ticket({ opener: 'outsider' }))).toBe(true);
    expect(maySee(actor('outsider'), ticket({ owner: 'outsider' }))).toBe(true);
  });
});

describe('people', () => {
  test.each([
    ['agent', 'agent', ['support']],
    ['lead1', 'lead', ['support']],
    ['mgr1', 'manager', ['support', 'after-sales']],
    ['mgr2', 'manager', ['product']],
    ['head1', 'manager', ['support', 'after-sales']],
  ] as const)('%s is %s of %j', (ref, role, teams) => {
    const { teams: known, ...rest } = actor(ref);
    expect(rest).toEqual({ ref, role });
    expect(known === 'all' ? known : [...known].toSorted()).toEqual([...teams].toSorted());
  });

  test('a duty in a team is a role, also where the file leaves the role out; an admin stays one', () => {
    const policy = readPolicy({
      teams: { support: { lead: 'a', manager: 'b', head: 'c' }, product: { lead: 'd', head: 'd' } },
      people: { a: { name: 'A' }, b: { name: 'B' }, c: { name: 'C', role: 'lead' }, d: { name: 'D', role: 'admin' } },
    });
    expect(['a', 'b', 'c', 'd'].map((ref) => actorOf(policy, ref)?.role)).toEqual([
      'lead',
      'manager',
      'manager',
      'admin',
    ]);
  });

  test('admins work for all teams, strangers as agents of all, or not at all', () => {
    expect(actor('admin')).toEqual({ ref: 'admin', role: 'admin', teams: 'all' });
    expect(actor(STRANGER)).toEqual({ ref: STRANGER, role: 'agent', teams: 'all' });
    const strict = readPolicy({ ...COMPANY, strangers: 'refuse' });
    expect(actorOf(strict, STRANGER)).toBeNull();
    expect(actorOf(strict, 'agent')).not.toBeNull();
  });

  test('a role includes those below it', () => {
    expect(['agent', 'lead1', 'mgr1', 'admin'].map((ref) => hasRole(actor(ref), 'lead'))).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(hasRole(actor('mgr1'), 'admin')).toBe(false);
  });

  test('working for a team', () => {
    expect(worksFor(actor('agent'), 'support')).toBe(true);
    expect(worksFor(actor('agent'), 'product')).toBe(false);
    expect(worksFor(actor('admin'), 'anything')).toBe(true);
  });

  test.each([
    ['slack:T0ACME:U0X', { platform: 'slack', workspace: 'T0ACME', id: 'U0X' }],
    ['wecom:ww1:a:b', { platform: 'wecom', workspace: 'ww1', id: 'a:b' }],
    ['agent', null],
    ['system', null],
    ['half:known', null],
  ])('the account behind %s', (ref, account) => {
    expect(strangerAccount(ref)).toEqual(account);
  });
});

test('a step of a plan is done by whoever owes it, of whatever team; that opens no other deed', () => {
  const steps = [
    { n: 1, owner: 'colleague', team: 'support', dueAt: 0 },
    { n: 2, owner: 'outsider', team: 'after-sales', dueAt: 0 },
  ];
  const planned = ticket({ steps, opener: 'colleague' });
  expect(mayDo(actor('outsider'), 'step-done', planned).ok).toBe(true);
  expect(mayDo(actor('outsider'), 'noted', planned)).toEqual({ ok: false, why: 'not-your-team' });
  expect(mayDo(actor('outsider'), 'step-done', ticket({ steps: steps.slice(0, 1) })).ok).toBe(false);
});
