import type { Card, Mention } from '../chat/card.ts';
import { cardContext } from '../chat/cards/context.ts';
import { threadCard } from '../chat/cards/deed-text.ts';
import { isMoot, noticeCard } from '../chat/cards/notice-card.ts';
import { outcomeCard } from '../chat/cards/outcome-card.ts';
import { ticketCard } from '../chat/cards/ticket-card.ts';
import { strangerAccount } from '../domain/people.ts';
import { personByAccount } from '../domain/policy/lookup.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { Instant } from '../domain/time.ts';
import type { Address, Locale, PersonRef } from '../domain/vocabulary.ts';
import type { Outcome } from '../usecases/outcome.ts';
import type { LaneWork, NoticeView, Scene } from './ports.ts';

/** What is to be shown, in whose language; `moot` when nobody needs it any more. */
export type Presentation =
  | { readonly show: true; readonly card: Card; readonly locale: Locale }
  | { readonly show: false; readonly why: string };

export interface PresentDeps {
  readonly policy: Policy;
  readonly now: Instant;
  readonly nameOf: (ref: PersonRef) => string;
}

/** Renders one piece of work as things stand now: what was true when it was queued may not be true any more. */
export function present(work: LaneWork, scene: Scene, deps: PresentDeps): Presentation {
  const locale = localeAt(work.lane, work, scene, deps.policy);
  const context = cardContext({ locale, ...deps });
  if (work.what === 'private') {
    return { show: true, locale, card: outcomeCard(work.data as Outcome, context) };
  }
  const view = work.subjectId === null ? undefined : scene.ticketsById.get(work.subjectId);
  if (view === undefined) return { show: false, why: 'the ticket is gone' };
  if (work.what === 'thread') {
    const entry = scene.entriesByKey.get(`${work.subjectId}/${work.seq}`);
    if (entry === undefined) return { show: false, why: 'the event is gone' };
    return { show: true, locale, card: threadCard(entry, context) };
  }
  if (work.card?.kind !== 'notice') return { show: true, locale, card: ticketCard(view, context) };
  const notice = work.card.noticeId === null ? undefined : scene.noticesById.get(work.card.noticeId);
  const commitment = view.commitments.find((one) => one.id === notice?.commitmentId);
  if (notice === undefined || commitment === undefined) return { show: false, why: 'the notice is gone' };
  if (work.card.address === null && isMoot({ commitment, at: notice.at })) {
    return { show: false, why: 'answered before it was sent' };
  }
  const mentions = mentionsOf(notice, commitment.owner, work.lane, deps);
  return { show: true, locale, card: noticeCard(view, { ...notice, commitment, mentions }, context) };
}

/** In a group the team's language, in a direct talk the person's, else the policy's. */
function localeAt(lane: Address, work: LaneWork, scene: Scene, policy: Policy): Locale {
  if (lane.id.startsWith('@')) {
    return personByAccount(policy, lane.platform, lane.workspace, lane.id.slice(1))?.locale ?? policy.locale;
  }
  const team = work.subjectId === null ? undefined : scene.ticketsById.get(work.subjectId)?.team;
  const byChannel = [...policy.teams.values()].find((one) => one.channels[lane.platform] === lane.id);
  return (byChannel ?? policy.teams.get(team ?? ''))?.locale ?? policy.locale;
}

/** In a group the owner is called by name; in a direct talk everybody knows who is meant. */
function mentionsOf(notice: NoticeView, owner: PersonRef | null, lane: Address, deps: PresentDeps): readonly Mention[] {
  if (lane.id.startsWith('@') || owner === null || notice.audience !== 'team') return [];
  const account = deps.policy.people.get(owner)?.accounts[lane.platform] ?? strangerAccount(owner)?.id;
  if (account === undefined) return [];
  return [{ id: account.split('/').at(-1) ?? account, name: deps.nameOf(owner) }];
}
