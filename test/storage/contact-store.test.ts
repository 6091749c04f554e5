import { describe, expect, test } from 'vitest';
import { present } from '../../src/delivery/present.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { checkContacts } from '../../src/usecases/contact/check-contacts.ts';
import { keepPromise } from '../../src/usecases/contact/keep-promise.ts';
import { handOverPromise, snoozePromise } from '../../src/usecases/contact/move-promise.ts';
import { markSameTalk } from '../../src/usecases/contact/same-talk.ts';
import { newId } from '../../src/usecases/new-id.ts';
import { contactDesk, promise } from '../support/contact-desk.ts';
import { useDatabase } from '../support/database.ts';
import { MONDAY, newTicket, POLICY, SURFACES } from '../support/desk.ts';

const database = useDatabase();
/** Nothing is to fail. */
const nobody = (error: unknown) => expect.unreachable(String(error));
const TOMORROW = MONDAY + DAY_MS;

describe('recording', () => {
  test('a contact stands as it was told: customer, words, promises, status, history', async () => {
    const desk = await contactDesk(database);
    const made = await desk.record({
      moods: ['hesitant'],
      purposes: ['renewal'],
      feedback: 'too dear',
      facts: 'budget 50',
      content: 'renewal',
      twoChannels: true,
      promises: [promise('send the quote', TOMORROW), promise('mend it', null, 'lin')],
    });
    expect(made).toMatchObject({ code: 'logged', number: 'G202611001', sameTalk: null });
    const view = await desk.contacts.find('G202611001');
    expect(view).toMatchObject({
      customer: { name: '云帆科技' },
      author: 'zhou',
      team: 'support',
      moods: ['hesitant'],
      purposes: ['renewal'],
      feedback: 'too dear',
      facts: 'budget 50',
      status: 'to-follow-up',
      confirmedOn: ['phone'],
      followUps: [
        { n: 1, words: 'send the quote', owner: 'zhou', team: 'support', dueAt: TOMORROW, state: 'open' },
        { n: 2, words: 'mend it', owner: 'lin', team: 'after-sales', state: 'open' },
      ],
    });
    expect(view?.commitments.map((one) => one.rule).sort()).toEqual(['double-confirm', 'follow-up', 'follow-up']);
    expect((await desk.contacts.history(view?.id ?? '')).map(({ deed }) => deed.type)).toEqual(['logged']);
    const brief = await desk.contacts.activity(view?.customer?.id ?? '');
    expect(brief.contacts).toMatchObject([{ isReached: true, moods: ['hesitant'], gist: 'renewal' }]);
    expect(brief.promises.map((one) => one.body)).toEqual(['send the quote', 'mend it']);
  });

  test('a repeated key is one contact; the same words of the same person within half a minute too', async () => {
    const desk = await contactDesk(database);
    const key = newId();
    const [one, two] = await Promise.all([
      desk.record({ dedupeKey: key, content: 'once' }),
      // A platform's own retry is the same deed, whatever became of its words on the way.
      desk.record({ dedupeKey: key, content: 'once more' }),
    ]);
    expect(one.number).toBe(two.number);
    const { content } = (await desk.contacts.find(one.number)) ?? expect.unreachable('not there');
    const again = await desk.record({ content });
    expect(again).toMatchObject({ code: 'same-words', number: one.number });
    expect(await database.prisma.contact.count()).toBe(1);
    expect(await desk.record({ by: 'chen', content })).toMatchObject({ code: 'logged' });
  });

  test('numbers and customers are given once, however many log at the same moment', async () => {
    const [one, two] = await Promise.all([contactDesk(database), contactDesk(database)]);
    const made = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? one : two).record()));
    expect(new Set(made.map((each) => each.number)).size).toBe(20);
    expect(await database.prisma.customer.count()).toBe(1);
  });

  test('two people log one talk: it is noticed; marked, it is counted once and its promises stay', async () => {
    const desk = await contactDesk(database);
    const first = await desk.record({ promises: [promise('a', TOMORROW)] });
    const second = await desk.record({ by: 'chen', promises: [promise('b', TOMORROW)] }, MONDAY + 10 * MINUTE_MS);
    expect(second).toMatchObject({ code: 'logged', sameTalk: { number: first.number, author: 'zhou' } });
    const later = await desk.record({ by: 'wang' }, MONDAY + 2 * HOUR_MS);
    expect(later).toMatchObject({ sameTalk: null });
    const other = await desk.contacts.find(first.number);
    const as = { id: other?.id ?? '', number: first.number, customerId: other?.customer?.id ?? null };
    await desk.change(second.number, markSameTalk, { other: as }, { by: 'chen' });
    const activity = await desk.contacts.activity(other?.customer?.id ?? '');
    expect(activity.contacts).toHaveLength(2);
    expect(activity.promises).toHaveLength(2);
  });
});

describe('promises', () => {
  test('two replicas keep one promise at the same moment: done once, and the second is told so', async () => {
    const [one, two] = await Promise.all([contactDesk(database), contactDesk(database)]);
    const { number } = await one.record({ promises: [promise('a', TOMORROW)] });
    const outcomes = await Promise.all([
      one.change(number, keepPromise, { n: 1, remark: null }),
      two.change(number, keepPromise, { n: 1, remark: null }, { by: 'chen' }),
    ]);
    expect(outcomes.map((each) => each.code).sort()).toEqual(['kept', 'refused']);
    const view = await one.contacts.find(number);
    expect(view?.status).toBe('confirmed');
  });

  test('a click and a tick on one contact wait for each other and lose nothing', async () => {
    const [one, two] = await Promise.all([contactDesk(database), contactDesk(database)]);
    const made = await Promise.all(
      Array.from({ length: 10 }, () => one.record({ promises: [promise('a', MONDAY + HOUR_MS)] })),
    );
    const now = MONDAY + 2 * HOUR_MS;
    await Promise.all([
      ...made.map(({ number }) => one.change(number, keepPromise, { n: 1, remark: null }, { now })),
      two.tick(now),
      two.tick(now),
    ]);
    const views = await Promise.all(made.map(({ number }) => one.contacts.find(number)));
    expect(views.every((view) => view?.followUps[0]?.state === 'kept')).toBe(true);
    // Late is late, whoever came first.
    expect(views.every((view) => view?.followUps[0]?.missedAt === MONDAY + HOUR_MS)).toBe(true);
    const checked = await checkContacts(one.depsAt(now), null, nobody);
    expect(checked.differences).toEqual([]);
  });

  test('the ledger: broken counts for whoever had it then, a moved promise is one promise', async () => {
    const desk = await contactDesk(database);
    const { number } = await desk.record({
      promises: [promise('kept', TOMORROW), promise('late', MONDAY + HOUR_MS), promise('moved', TOMORROW)],
    });
    await desk.change(number, keepPromise, { n: 1, remark: null });
    const noon = MONDAY + 2 * HOUR_MS;
    await desk.tick(noon);
    await desk.change(number, handOverPromise, { n: 2, to: 'lin', dueAt: null, remark: null }, { now: noon });
    await desk.change(number, keepPromise, { n: 2, remark: null }, { now: noon + HOUR_MS, by: 'lin' });
    const dueAt = MONDAY + 3 * DAY_MS;
    await desk.change(number, snoozePromise, { n: 3, dueAt, remark: null }, { now: noon });
    const people = await desk.contacts.ledger('person', { since: MONDAY - DAY_MS }, noon + 2 * HOUR_MS);
    expect(people).toEqual([{ of: 'zhou', kept: 1, broken: 1, open: 1, dropped: 0, moved: 2 }]);
    const customers = await desk.contacts.ledger('customer', { since: MONDAY - DAY_MS }, dueAt + HOUR_MS);
    expect(customers).toEqual([{ of: '云帆科技', kept: 1, broken: 2, open: 0, dropped: 0, moved: 2 }]);
  });

  test('lists: mine, of my teams, overdue, soonest due first', async () => {
    const desk = await contactDesk(database);
    await desk.record({ promises: [promise('b', TOMORROW), promise('a', MONDAY + HOUR_MS)] });
    await desk.record({ promises: [promise('c', TOMORROW + HOUR_MS, 'lin')] });
    const words = async (filter: Parameters<typeof desk.contacts.followUps>[0]) =>
      (await desk.contacts.followUps(filter, { offset: 0, limit: 10 })).followUps.map((one) => one.followUp.words);
    expect(await words({ owner: 'zhou' })).toEqual(['a', 'b']);
    expect(await words({ teams: ['after-sales'] })).toEqual(['c']);
    expect(await words({ teams: ['after-sales'], orOf: 'zhou' })).toEqual(['a', 'b', 'c']);
    expect(await words({ overdueAt: MONDAY + 2 * HOUR_MS })).toEqual(['a']);
    const { total } = await desk.contacts.followUps({}, { offset: 1, limit: 1 });
    expect(total).toBe(3);
  });
});

describe('one engine', () => {
  test('a ticket and a promise that are late together become one digest, each with its own buttons', async () => {
    const desk = await contactDesk(database);
    const { replica } = desk;
    await replica.tickets.create(newTicket({ urgency: 'normal', kind: 'inquiry' }));
    await desk.record({
      promises: [promise('send the quote', MONDAY + 2 * HOUR_MS), promise('call back', MONDAY + 2 * HOUR_MS)],
    });
    await database.prisma.$executeRaw`DELETE FROM outbox WHERE what = 'card'`;
    const late = MONDAY + 6 * HOUR_MS;
    await desk.tick(late);
    const works = await replica.delivery.claim(SURFACES, 50);
    const digest = works.find((one) => one.card?.kind === 'digest' && one.lane.id === 'support');
    if (digest === undefined) expect.unreachable(`no digest among ${works.map((one) => one.what).join()}`);
    const scene = await replica.delivery.scene(works);
    const shown = present(digest, scene, { policy: POLICY.policy, now: late, nameOf: (ref) => ref });
    if (!shown.show) expect.unreachable(shown.why);
    const titles = shown.card.items?.map((item) => item.title.split(' ')[0]);
    // Each promise is a line of its own.
    const wanted = [/^C/u, /^G\d+-1/u, /^G\d+-2/u].map((one) => expect.stringMatching(one));
    expect(titles).toEqual(expect.arrayContaining(wanted));
    const actions = shown.card.items?.flatMap((item) => item.buttons ?? []).map((button) => button.action);
    expect(actions).toEqual(expect.arrayContaining(['ticket.ack', 'followup.ack', 'followup.done']));
  });

  test('the self-check finds a promise whose stored deadline was bent, and sets it anew', async () => {
    const desk = await contactDesk(database);
    const { number } = await desk.record({ promises: [promise('a', TOMORROW)] });
    await database.prisma.$executeRaw`UPDATE commitment SET due_at = due_at + interval '1 hour'`;
    const checked = await checkContacts(desk.depsAt(MONDAY), null, nobody);
    expect(checked).toMatchObject({ subjects: 1, repaired: 1 });
    expect(checked.differences).toMatchObject([{ commitment: 'follow-up/1/1', what: 'deadline' }]);
    expect((await checkContacts(desk.depsAt(MONDAY), null, nobody)).differences).toEqual([]);
    expect((await desk.contacts.find(number))?.followUps[0]?.dueAt).toBe(TOMORROW);
  });

  test('one that cannot be set anew is told of, counts as found and not repaired, and the next one is', async () => {
    const desk = await contactDesk(database);
    const bad = await desk.record({ promises: [promise('a', TOMORROW)] });
    await desk.record({ promises: [promise('b', TOMORROW)] });
    await database.prisma.$executeRaw`UPDATE commitment SET due_at = due_at + interval '1 hour'`;
    const { id = '' } = (await desk.contacts.find(bad.number)) ?? {};
    await database.pool.query(`CREATE FUNCTION keep_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.subject_id = '${id}' THEN RAISE 'broken'; END IF; RETURN NEW; END $$`);
    await database.pool.query('CREATE TRIGGER kept BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION keep_it()');
    const failed: string[] = [];
    const checked = await checkContacts(desk.depsAt(MONDAY), null, (_error, number) => failed.push(number));
    await database.pool.query('DROP FUNCTION keep_it CASCADE');
    expect(failed).toEqual([bad.number]);
    expect(checked).toMatchObject({ subjects: 2, repaired: 1 });
    expect(checked.differences).toHaveLength(2);
  });

  test('whoever has a promise of another team reads it in their channel, and the card changes when it is kept', async () => {
    const desk = await contactDesk(database);
    const { number } = await desk.record({ promises: [promise('mend it', TOMORROW, 'lin')] });
    const cards = await database.prisma.card.findMany({ orderBy: { conversation: 'asc' } });
    expect(cards.map((one) => one.conversation)).toEqual(['@lin', 'after-sales']);
    await desk.change(number, keepPromise, { n: 1, remark: null }, { by: 'lin' });
    const after = await database.prisma.card.findMany();
    expect(after.map((one) => one.wantedVersion)).toEqual([2, 2]);
  });
});
