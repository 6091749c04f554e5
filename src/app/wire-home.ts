import type { Account } from '../chat/inbound.ts';
import type { ChatPort } from '../chat/port.ts';
import { refOf } from '../commands/read-person.ts';
import { createHomePump, type HomePump } from '../delivery/home-pump.ts';
import type { Duty } from '../domain/duty/duty.ts';
import { type Actor, actorOf } from '../domain/people.ts';
import type { Instant, Ms } from '../domain/time.ts';
import { teamsShownTo } from '../domain/todo.ts';
import type { PersonRef } from '../domain/vocabulary.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import { createHomeDesk, type HomeDesk } from '../usecases/home/desk.ts';
import type { Storage } from './open-storage.ts';

/** What people owe joined: for commands, and on the pages that are kept shown to them. */
export interface Homes {
  readonly desk: HomeDesk;
  readonly pump: HomePump;
  /** What somebody may do at a time, for those too for whom they stand in; `null`: nothing. */
  actorAt(ref: PersonRef, at: Instant): Actor | null;
  /** Somebody opens their page. */
  opened(account: Account): Promise<void>;
}

export function wireHome(deps: {
  readonly storage: Storage;
  readonly ports: () => readonly ChatPort[];
  readonly metrics: Metrics;
  readonly log: Log;
  readonly duty: () => Duty;
  /** How long a page rests after it was shown; absent: as the platform's limits want it. */
  readonly restMs?: Ms;
}): Homes {
  const { storage, ports, metrics, log, duty, restMs } = deps;
  const policy = () => storage.policies.active().policy;
  const desk = createHomeDesk(storage.homes);
  const actorNow = (ref: PersonRef, at: Instant): Actor | null => {
    const actor = actorOf(policy(), ref);
    return actor === null ? null : { ...actor, standsInFor: duty().standsInFor(ref, at) };
  };
  const pump = createHomePump({
    store: storage.homes,
    desk,
    ports,
    policy,
    actorOf: actorNow,
    clock: storage.clock,
    nameOf: storage.nameOf,
    log,
    count: (delivery) => metrics.countDelivery(delivery),
    ...(restMs === undefined ? {} : { restMs }),
  });
  return {
    desk,
    pump,
    actorAt: actorNow,
    async opened(account) {
      const { platform, workspace, id, locale } = account;
      storage.accounts.seen(account);
      const person = refOf(policy(), account);
      const actor = actorOf(policy(), person);
      const teams = actor === null ? [] : teamsShownTo(actor, policy());
      await storage.homes.opened({ platform, workspace, account: id, locale, person, teams });
      pump.wake();
    },
  };
}
