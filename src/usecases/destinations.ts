import type { Duty } from '../domain/duty/duty.ts';
import { strangerAccount, strangerRef } from '../domain/people.ts';
import { foldAccount, personByAccount } from '../domain/policy/lookup.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { isServed } from '../domain/served.ts';
import type { Instant } from '../domain/time.ts';
import type { Address, PersonRef, Urgency } from '../domain/vocabulary.ts';
import type { Surface } from './ports.ts';

/** What the engine knows of somebody owed an answer: enough to find who is to be told. */
export interface Owed {
  readonly team: string;
  readonly owner: PersonRef | null;
  /** Where it was opened: the way home when the team has no channel. */
  readonly origin: Address | null;
}

/**
 * The conversations in which a team works, one for each connected platform on which it has a channel that a surface
 * reaches; without any, the place where the ticket was opened, so that a fresh installation without a policy works too.
 */
export function teamAddresses(policy: Policy, surfaces: readonly Surface[], owed: Owed): readonly Address[] {
  const channels = policy.teams.get(owed.team)?.channels ?? {};
  const addresses = surfaces.flatMap((surface) =>
    addressOn(surface, idWithin(surface.workspace, channels[surface.platform])),
  );
  if (addresses.length > 0) return distinctAddresses(addresses);
  return owed.origin === null ? [] : [owed.origin];
}

/** A direct talk with a person on every connected platform where they have an account. */
export function personAddresses(policy: Policy, surfaces: readonly Surface[], ref: PersonRef): readonly Address[] {
  const accounts = policy.people.get(ref)?.accounts;
  if (accounts === undefined) {
    const stranger = strangerAccount(ref);
    const theirs = surfaces.filter(
      (one) => one.platform === stranger?.platform && one.workspace === stranger.workspace,
    );
    return distinctAddresses(
      theirs.flatMap((surface) => addressOn(surface, stranger === null ? null : `@${stranger.id}`)),
    );
  }
  return distinctAddresses(
    surfaces.flatMap((surface) => {
      const id = idWithin(surface.workspace, accounts[surface.platform]);
      return addressOn(surface, id === null ? null : `@${foldAccount(surface.platform, id)}`);
    }),
  );
}

/** The conversation as an address, where this surface reaches it. */
function addressOn(surface: Surface, id: string | null): readonly Address[] {
  const { platform, workspace } = surface;
  return id === null || !isServed(surface, id) ? [] : [{ platform, workspace, id }];
}

/** The policy's `T0ACME/C0SUPPORT` names its workspace and holds there alone; an id without one holds everywhere. */
function idWithin(workspace: string, written: string | undefined): string | null {
  const [, inWorkspace, id] = /^([TE][A-Z0-9_]+)\/(.+)$/.exec(written ?? '') ?? [null, workspace, written];
  return inWorkspace === workspace ? (id ?? null) : null;
}

/** Who stands on a rung; an empty rung falls to the next one up, and at last to the team itself. */
const NEXT_UP: Readonly<Record<string, string>> = {
  owner: 'team',
  direct_leader: 'lead',
  duty: 'lead',
  lead: 'manager',
  manager: 'head',
  head: 'team',
};

/**
 * Where a ticket's own card stands: with its team, and for an urgent one also with the head of the department, who is
 * told at once (T4).
 */
export function ticketHomes(
  policy: Policy,
  surfaces: readonly Surface[],
  owed: Owed,
  urgency: Urgency,
  presence?: Presence,
): readonly Address[] {
  const named = policy.teams.get(owed.team)?.head ?? null;
  const standIn = named === null ? undefined : presence?.duty.standInFor(named, presence.at);
  const head = standIn === undefined ? named : (standIn.who ?? named);
  const told = urgency === 'urgent' && head !== null ? personAddresses(policy, surfaces, head) : [];
  return distinctAddresses([...teamAddresses(policy, surfaces, owed), ...told]);
}

/** Who is there at this moment. Left out: everybody is, and nobody is on duty. */
export interface Presence {
  readonly duty: Duty;
  readonly at: Instant;
}

/** An audience of the ladder as it is reached in fact. */
export interface Heard {
  /** Empty only when there is nowhere at all to speak. */
  readonly addresses: readonly Address[];
  /** Who hears it; `null`: a whole team. */
  readonly person: PersonRef | null;
  /** Whom they stand in for. */
  readonly onBehalfOf: PersonRef | null;
  /** As whom they hear it: another audience where this one is empty. */
  readonly as: string;
  /** Why one audience after the other could not be reached as it stands in the policy. */
  readonly gaps: readonly Gap[];
}

/** An audience that nobody fills just now: something for the administrators to mend. Ids alone. */
export interface Gap {
  readonly team: string;
  readonly audience: string;
  /** Nobody named · away and nobody stands in · deputies in a circle · no account where we are connected. */
  readonly why: 'nobody' | 'away' | 'circle' | 'unreachable';
}

/** Where an audience of the ladder hears us; whoever is away is stood in for, and an empty rung falls to the next. */
export function hearAudience(
  policy: Policy,
  surfaces: readonly Surface[],
  audience: string,
  owed: Owed,
  presence?: Presence,
): Heard {
  const gaps: Gap[] = [];
  for (let as = audience; as !== 'team'; as = NEXT_UP[as] ?? 'team') {
    const named = personOn(policy, surfaces, as, owed, presence);
    if (named === null) {
      // A ticket without an owner, and a leader whom no address book names, are nothing to be mended.
      if (as !== 'owner' && as !== 'direct_leader') gaps.push({ team: owed.team, audience: as, why: 'nobody' });
      continue;
    }
    const standIn = presence?.duty.standInFor(named, presence.at);
    if (standIn?.isCircle === true) gaps.push({ team: owed.team, audience: as, why: 'circle' });
    const who = standIn === undefined ? named : standIn.who;
    const addresses = who === null ? [] : personAddresses(policy, surfaces, who);
    if (addresses.length > 0) return { addresses, person: who, onBehalfOf: who === named ? null : named, as, gaps };
    gaps.push({ team: owed.team, audience: as, why: who === null ? 'away' : 'unreachable' });
  }
  const addresses = teamAddresses(policy, surfaces, owed);
  if (addresses.length === 0 && audience === 'team') return hearPeople(policy, surfaces, owed, presence, gaps);
  return { addresses, person: null, onBehalfOf: null, as: 'team', gaps };
}

/** A team without a place of its own hears through its people: whoever has it, else who leads. */
function hearPeople(
  policy: Policy,
  surfaces: readonly Surface[],
  owed: Owed,
  presence: Presence | undefined,
  gaps: readonly Gap[],
): Heard {
  for (const as of ['owner', 'lead', 'manager', 'head']) {
    const named = personOn(policy, surfaces, as, owed, presence);
    const standIn = named === null ? undefined : presence?.duty.standInFor(named, presence.at);
    const who = standIn === undefined ? named : standIn.who;
    const addresses = who === null ? [] : personAddresses(policy, surfaces, who);
    if (addresses.length > 0) return { addresses, person: who, onBehalfOf: who === named ? null : named, as, gaps };
  }
  return { addresses: [], person: null, onBehalfOf: null, as: 'team', gaps };
}

/** Where an audience of the ladder hears us. Empty only when there is nowhere at all to speak. */
export function audienceAddresses(
  policy: Policy,
  surfaces: readonly Surface[],
  audience: string,
  owed: Owed,
  presence?: Presence,
): readonly Address[] {
  return hearAudience(policy, surfaces, audience, owed, presence).addresses;
}

function personOn(
  policy: Policy,
  surfaces: readonly Surface[],
  audience: string,
  owed: Owed,
  presence: Presence | undefined,
): PersonRef | null {
  const team = policy.teams.get(owed.team);
  switch (audience) {
    case 'owner':
      return owed.owner;
    case 'direct_leader':
      return owed.owner === null ? null : directLeader(policy, surfaces, owed.owner);
    case 'duty':
      return presence?.duty.onDuty(owed.team, presence.at).rostered ?? null;
    case 'lead':
      return team?.lead ?? null;
    case 'manager':
      return team?.manager ?? null;
    case 'head':
      return team?.head ?? null;
    default:
      return audience;
  }
}

/** Whom the address book of a platform calls somebody's leader; known to us or not. */
function directLeader(policy: Policy, surfaces: readonly Surface[], ref: PersonRef): PersonRef | null {
  for (const surface of surfaces) {
    const { platform, workspace } = surface;
    const stranger = strangerAccount(ref);
    const isHere = stranger?.platform === platform && stranger.workspace === workspace;
    const account = policy.people.get(ref)?.accounts[platform] ?? (isHere ? stranger.id : undefined);
    const leader = account === undefined ? null : (surface.leaderOf?.(foldAccount(platform, account)) ?? null);
    if (leader === null) continue;
    return personByAccount(policy, platform, workspace, leader)?.id ?? strangerRef(platform, workspace, leader);
  }
  return null;
}

/** Addresses without repeats, in order. */
export function distinctAddresses(addresses: readonly Address[]): readonly Address[] {
  return [...new Map(addresses.map((one) => [addressKey(one), one])).values()];
}

/** An address as one text, for maps. */
export function addressKey({ platform, workspace, id }: Address): string {
  return `${platform}/${workspace}/${id}`;
}
