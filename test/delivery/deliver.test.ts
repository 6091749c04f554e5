import { describe, expect, it } from 'vitest';
import type { DeliveryOutcome } from '../../src/chat/port.ts';
import { type DeliverDeps, deliver } from '../../src/delivery/deliver.ts';
import type { LaneWork } from '../../src/delivery/ports.ts';
import { demoPolicy } from '../../src/domain/policy/demo.ts';
import { clock } from '../support/commitments.ts';
import { laneWork, NOW, noticeWork, sceneOf, scriptedPort, ticketView } from '../support/delivery.ts';

const policy = demoPolicy();
const deps: DeliverDeps = {
  policy: () => policy,
  clock: { now: () => NOW },
  nameOf: (ref) => ref,
  elapsed: () => 0,
  random: () => 1,
};
const scene = sceneOf([ticketView()]);
const ADDRESS = { conversation: 'support', message: 'm1' };

const TAKEN = { claimedAt: 0, readAt: 0 };
const attempt = (work: LaneWork, port = scriptedPort()) => deliver(deps, work, scene, port, TAKEN);
const answering = (outcome: DeliveryOutcome) => scriptedPort({ answer: () => outcome });
const LOST: DeliveryOutcome = { outcome: 'uncertain', reason: 'timeout' };

describe('what became of a message', () => {
  it('sent: the address is kept and the conversation rests as its surface wants', async () => {
    const port = scriptedPort();
    expect(await attempt(laneWork(), port)).toMatchObject({
      ...{ state: 'sent', address: { conversation: 'support', message: 'message' }, restMs: 1_000, limited: false },
    });
    expect(port.posts).toMatchObject([{ id: 'message', thread: null, locale: 'zh-CN' }]);
  });

  it.each([
    ['after what the platform named', { afterMs: 7_000, limited: true }, 7_000],
    ['after a backoff of our own', { afterMs: null, limited: false }, 4_000],
  ])('to be tried again %s', async (_, said, restMs) => {
    const port = answering({ outcome: 'retry-later', reason: 'busy', ...said });
    const delivered = await attempt(laneWork({ laneAttempts: 2 }), port);
    expect(delivered).toMatchObject({ state: 'pending', reason: 'busy', restMs, limited: said.limited });
    expect(delivered.address).toBeUndefined();
    expect(delivered.gatherMs).toBeUndefined();
  });

  it('backoff doubles up to five minutes, and chance takes up to half of it', async () => {
    const port = answering({ outcome: 'retry-later', reason: 'busy', afterMs: null, limited: false });
    const rests = [];
    for (const laneAttempts of [0, 1, 2, 3, 20]) rests.push((await attempt(laneWork({ laneAttempts }), port)).restMs);
    expect(rests).toEqual([1_000, 2_000, 4_000, 8_000, 300_000]);
    const unlucky = await deliver({ ...deps, random: () => 0 }, laneWork(), scene, port, TAKEN);
    expect(unlucky.restMs).toBe(500);
  });

  it('rejected for good', async () => {
    const port = answering({ outcome: 'rejected', reason: 'no such channel', gone: true });
    expect(await attempt(laneWork(), port)).toMatchObject({ state: 'rejected', reason: 'no such channel' });
  });

  it('a message that somebody deleted is posted anew, three times at most', async () => {
    const port = answering({ outcome: 'rejected', reason: 'message_not_found', gone: true });
    const shown = { address: ADDRESS, shownVersion: 1, wantedVersion: 2 };
    expect(await attempt(laneWork({ attempts: 3 }, shown), port)).toMatchObject({ state: 'pending', address: null });
    const last = await attempt(laneWork({ attempts: 4 }, shown), port);
    expect(last).toMatchObject({ state: 'rejected' });
    expect(last.address).toBeUndefined();
  });

  it('a post without an answer is looked for, an update is repeated', async () => {
    expect(await attempt(laneWork(), answering(LOST))).toMatchObject({ state: 'sending', restMs: 1_000 });
    const shown = { address: ADDRESS, shownVersion: 1, wantedVersion: 2 };
    expect(await attempt(laneWork({}, shown), answering(LOST))).toMatchObject({ state: 'pending', restMs: 1_000 });
  });
});

describe('what may have been shown', () => {
  const inFlight = (parts: Partial<LaneWork> = {}) => noticeWork({ wasInFlight: true, attempts: 2, ...parts });

  it('found: it counts as sent and is not sent again', async () => {
    const port = scriptedPort({ find: ADDRESS });
    expect(await attempt(inFlight(), port)).toMatchObject({ state: 'sent', address: ADDRESS, restMs: 1_000 });
    expect(port.searches).toMatchObject([{ id: 'message' }]);
    expect(port.posts).toEqual([]);
  });

  it('found in the state of then: what changed meanwhile is still to be shown', async () => {
    const port = scriptedPort({ find: ADDRESS });
    const changed = laneWork({ wasInFlight: true }, { wantedVersion: 3 });
    expect(await attempt(changed, port)).toMatchObject({ state: 'sent', address: ADDRESS, shownVersion: 1 });
  });

  it('found although it was answered meanwhile: it stands there and must show the answer', async () => {
    const answered = sceneOf([ticketView({}, { ackedAt: clock('2026-03-03 11:05'), ackedBy: 'chen' })]);
    const there = scriptedPort({ find: ADDRESS });
    const work = inFlight();
    expect(await deliver(deps, work, answered, there, TAKEN)).toMatchObject({ state: 'sent', address: ADDRESS });
    expect(await deliver(deps, work, answered, scriptedPort({ find: null }), TAKEN)).toMatchObject({ state: 'moot' });
    expect(await deliver(deps, work, answered, scriptedPort({ find: 'unknown' }), TAKEN)).toMatchObject({
      state: 'sending',
    });
  });

  it('certainly not there: it is sent, without a word about repeats', async () => {
    const port = scriptedPort({ find: null });
    expect(await attempt(inFlight({ urgent: true }), port)).toMatchObject({ state: 'sent' });
    expect(JSON.stringify(port.posts)).not.toMatch(/可能重复/);
  });

  it('cannot be searched just now: looked for again, five times at most', async () => {
    const port = scriptedPort({ find: 'unknown' });
    // However often somebody died over it: that is no look.
    const work = inFlight({ attempts: 20, laneAttempts: 0 });
    expect(await attempt(work, port)).toMatchObject({ state: 'sending', restMs: 1_000 });
    expect(await attempt(inFlight({ laneAttempts: 4 }), port)).toMatchObject({ state: 'sending' });
    expect(port.posts).toEqual([]);
    expect(await attempt(inFlight({ laneAttempts: 5 }), port)).toMatchObject({ state: 'uncertain' });
    expect(port.posts).toEqual([]);
  });

  it('on a surface that cannot tell, what is not urgent is not sent twice', async () => {
    const port = scriptedPort({ capabilities: { findable: false } });
    expect(await attempt(inFlight(), port)).toMatchObject({ state: 'uncertain' });
    expect(port.posts).toEqual([]);
    expect(port.searches).toEqual([]);
  });

  it('what is urgent is sent again and says that it may be a repeat, in the language of its readers', async () => {
    const port = scriptedPort({ capabilities: { findable: false } });
    expect(await attempt(inFlight({ urgent: true }), port)).toMatchObject({ state: 'sent' });
    expect(port.posts[0]?.card.lines?.[0]).toMatch(/可能重复/);
    const lane = { platform: 'playground', workspace: 'demo', id: '@mary' } as const;
    const people = new Map(policy.people);
    people.set('mary', { ...english, accounts: { playground: 'mary' } });
    await deliver(
      { ...deps, policy: () => ({ ...policy, people }) },
      inFlight({ urgent: true, lane }),
      scene,
      port,
      TAKEN,
    );
    expect(port.posts[1]?.card.lines?.[0]).toMatch(/may be a repeat/);
  });

  it('and stays what it was where the platform is busy: the next try says so as well', async () => {
    const busy: DeliveryOutcome = { outcome: 'retry-later', reason: 'busy', afterMs: 7_000, limited: true };
    const port = scriptedPort({ capabilities: { findable: false }, answer: () => busy });
    expect(await attempt(inFlight({ urgent: true }), port)).toMatchObject({ state: 'sending', restMs: 7_000 });
  });

  it('but not without end', async () => {
    const port = scriptedPort({ capabilities: { findable: false } });
    expect(await attempt(inFlight({ urgent: true, attempts: 9 }), port)).toMatchObject({ state: 'uncertain' });
    expect(port.posts).toEqual([]);
  });

  it('an update in flight is simply repeated', async () => {
    const port = scriptedPort({ capabilities: { findable: false } });
    const work = laneWork({ wasInFlight: true }, { address: ADDRESS, shownVersion: 1, wantedVersion: 2 });
    expect(await attempt(work, port)).toMatchObject({ state: 'sent' });
    expect(port.updates).toMatchObject([{ address: ADDRESS }]);
  });
});

describe('what is not sent', () => {
  it.each<[string, LaneWork, Parameters<typeof scriptedPort>[0], string]>([
    ['a card that shows its newest state', laneWork({}, { shownVersion: 1 }), {}, 'already shown'],
    ['a reminder that was shown', noticeWork({}, { shownVersion: 1 }), {}, 'already shown'],
    [
      'a new state where nothing can be updated',
      laneWork({}, { address: ADDRESS, shownVersion: 1, wantedVersion: 2 }),
      { capabilities: { updates: false } },
      'no updates here',
    ],
    ['a reply without threads', laneWork({ what: 'thread' }), { capabilities: { threads: false } }, 'no threads here'],
    ['a reply to a card that was never shown', laneWork({ what: 'thread' }), {}, 'its card was never shown'],
    ['something about a ticket that is gone', laneWork({ subjectId: 'gone' }), {}, 'what it is about is gone'],
    ['an event that is gone', laneWork({ what: 'thread', seq: 3 }, { isAwaited: true }), {}, 'the event is gone'],
  ])('%s', async (_, work, script, reason) => {
    const port = scriptedPort(script);
    expect(await attempt(work, port)).toMatchObject({ state: 'moot', reason, restMs: 0 });
    expect([...port.posts, ...port.updates]).toEqual([]);
  });

  it('a reminder that was answered before it was sent; one that stands already shows the answer', async () => {
    const answered = sceneOf([ticketView({}, { ackedAt: clock('2026-03-03 11:05'), ackedBy: 'chen' })]);
    const port = scriptedPort();
    expect(await deliver(deps, noticeWork(), answered, port, TAKEN)).toMatchObject({
      ...{ state: 'moot', reason: 'answered before it was sent' },
    });
    const shown = noticeWork({ what: 'card' }, { address: ADDRESS, shownVersion: 1, wantedVersion: 2 });
    expect(await deliver(deps, shown, answered, port, TAKEN)).toMatchObject({ state: 'sent' });
    expect(port.posts).toEqual([]);
    expect(JSON.stringify(port.updates)).toMatch(/chen 已知悉/);
  });

  it('anything under a lease that has become old', async () => {
    const port = scriptedPort();
    const late: DeliverDeps = { ...deps, elapsed: () => 20_001 };
    const claimedAt = (ms: number) => ({ claimedAt: ms, readAt: 20_000 });
    expect(await deliver(late, laneWork(), scene, port, claimedAt(0))).toMatchObject({ state: 'pending', restMs: 0 });
    expect(port.posts).toEqual([]);
    // What may have been shown stays so: sent again it must say that it may be a repeat.
    const blind = noticeWork({ wasInFlight: true, urgent: true });
    const unsearchable = scriptedPort({ capabilities: { findable: false } });
    expect(await deliver(late, blind, scene, unsearchable, claimedAt(0))).toMatchObject({ state: 'sending' });
    expect(await deliver(late, laneWork(), scene, port, claimedAt(1))).toMatchObject({ state: 'sent' });
  });

  it('what was read long ago, because the process stood still or the search took long: it is read anew', async () => {
    const port = scriptedPort();
    const late: DeliverDeps = { ...deps, elapsed: () => 3_001 };
    expect(await deliver(late, noticeWork(), scene, port, TAKEN)).toMatchObject({ state: 'pending', restMs: 0 });
    const searched = noticeWork({ wasInFlight: true });
    expect(await deliver(late, searched, scene, port, TAKEN)).toMatchObject({ state: 'pending' });
    const blind = noticeWork({ wasInFlight: true, urgent: true, laneAttempts: 5 });
    const unknown = scriptedPort({ find: 'unknown' });
    expect(await deliver(late, blind, scene, unknown, TAKEN)).toMatchObject({ state: 'sending' });
    expect(unknown.posts).toEqual([]);
    expect(port.posts).toEqual([]);
    expect(await deliver(late, noticeWork(), scene, port, { claimedAt: 0, readAt: 1 })).toMatchObject({
      state: 'sent',
    });
  });
});

describe('gathering', () => {
  it.each<[string, LaneWork, number | undefined]>([
    ['starts after a reminder', noticeWork(), 60_000],
    ['starts after a digest', laneWork({}, { id: 'digest', kind: 'digest' }), 60_000],
    ['does not start after an urgent one, or the others would never come', noticeWork({ urgent: true }), undefined],
    ["does not start after a ticket's card", laneWork(), undefined],
    [
      'does not start after a new state of a reminder',
      noticeWork({ what: 'card' }, { address: ADDRESS, shownVersion: 1, wantedVersion: 2 }),
      undefined,
    ],
  ])('%s', async (_, work, gatherMs) => {
    const ticket = ticketView();
    const notice = scene.noticesById.get('t1-notice');
    const withDigest = sceneOf([ticket], notice === undefined ? [] : [{ subject: ticket, notice }]);
    const delivered = await deliver(deps, work, withDigest, scriptedPort(), TAKEN);
    expect(delivered.state).toBe('sent');
    expect(delivered.gatherMs).toBe(gatherMs);
  });

  it('starts as well when the reminder was found again', async () => {
    const port = scriptedPort({ find: ADDRESS });
    expect(await attempt(noticeWork({ wasInFlight: true }), port)).toMatchObject({ state: 'sent', gatherMs: 60_000 });
  });
});

const english = { id: 'mary', name: 'Mary', team: null, role: 'lead', locale: 'en' } as const;
