import { describe, expect, test } from 'vitest';
import { type Actor, actorOf, SYSTEM_ACTOR } from '../../src/domain/people.ts';
import { seesTeamsWork, teamsShownTo } from '../../src/domain/todo.ts';
import { company } from '../support/policies.ts';

const { policy } = company();
const { policy: open } = company({ strangers: 'agent' });
const TEAMS = [...policy.teams.keys()];

function actor(ref: string, of = policy): Actor {
  const found = actorOf(of, ref);
  if (found === null) throw new Error(`${ref} may do nothing`);
  return found;
}

describe('whose work a list shows', () => {
  test.each([
    ['agent', false, ['support']],
    ['outsider', false, ['after-sales']],
    ['lead1', true, ['support']],
    ['mgr1', true, ['support', 'after-sales']],
    ['head1', true, ['support', 'after-sales']],
    ['mgr2', true, ['product']],
    ['admin', true, TEAMS],
  ])('%s: all that the team owes is %s, of %j', (ref, seesAll, teams) => {
    expect(seesTeamsWork(actor(ref))).toBe(seesAll);
    expect([...teamsShownTo(actor(ref), policy)].toSorted()).toEqual(teams.toSorted());
  });

  test('a stranger, who works for every team, is shown none', () => {
    const stranger = actor('slack:T0:U9', open);
    expect(seesTeamsWork(stranger)).toBe(false);
    expect(teamsShownTo(stranger, open)).toEqual([]);
  });

  test('a team that has left the policy file is shown to nobody', () => {
    const agent: Actor = { ref: 'agent', role: 'agent', teams: new Set(['support', 'gone']) };
    expect(teamsShownTo(agent, policy)).toEqual(['support']);
    expect([...teamsShownTo(SYSTEM_ACTOR, policy)].toSorted()).toEqual(TEAMS.toSorted());
  });
});
