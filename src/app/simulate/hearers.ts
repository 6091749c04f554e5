import { personByAccount } from '../../domain/policy/lookup.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { PLATFORMS } from '../../domain/vocabulary.ts';
import type { Hearer } from '../../usecases/simulate/report.ts';

/** Says who hears what is said in a conversation, by the first of the policies that knows. */
export function hearersOf(
  policies: readonly Policy[],
  accountNames: ReadonlyMap<string, string>,
): (lane: string) => Hearer {
  return (lane) => {
    const [platformText = '', workspace = '', ...rest] = lane.split('/');
    const id = rest.join('/');
    const platform = PLATFORMS.find((one) => one === platformText);
    const place: Hearer = { is: 'place', key: lane, name: id };
    if (platform === undefined) return place;
    if (id.startsWith('@')) {
      const account = id.slice(1);
      for (const policy of policies) {
        const person = personByAccount(policy, platform, workspace, account);
        if (person !== null) return { is: 'person', key: person.id, name: person.name };
      }
      const name = accountNames.get(`${platform}/${workspace}/${account}`) ?? account;
      return { is: 'person', key: `${platform}:${workspace}:${account}`, name };
    }
    for (const policy of policies) {
      for (const team of policy.teams.values()) {
        const channel = team.channels[platform];
        if (channel === id || channel === `${workspace}/${id}`) return { is: 'team', key: team.id, name: team.name };
      }
    }
    return place;
  };
}
