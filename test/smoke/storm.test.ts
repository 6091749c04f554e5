import { expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { useDatabase } from '../support/database.ts';
import { type Product, startProduct } from '../support/product.ts';
import { NOTHING_AFTERWARDS, SMALL_COMPANY } from '../support/small-company.ts';

const database = useDatabase();
const start = () => startProduct(database, { policy: SMALL_COMPANY + NOTHING_AFTERWARDS });

/** What one reader may get of a storm. */
const HANDFUL = 5;
/** Requests of people under way at one time. */
const TOGETHER = 10;
const TEAMS = ['support', 'after-sales', 'overseas'] as const;

it('500 tickets late at once: each reader gets a handful of messages, and nothing is lost', async () => {
  const product = await start();
  const { slack } = product;
  await openTickets(product, 500, (i) => TEAMS[i % 3] ?? 'support');
  const before = postsByReader(product);
  // Nobody is there from ten to two: every promise of two hours is broken, the lead's quarter of an hour is over too.
  await product.restartAfter(4 * HOUR_MS);
  await product.settle();
  const storm = [...postsByReader(product)]
    .map(([reader, count]): [string, number] => [reader, count - (before.get(reader) ?? 0)])
    .filter(([, count]) => count > 0);
  const readers = Object.fromEntries(storm);
  for (const channel of ['C0SUPPORT', 'C0AFTER', 'C0OVERSEAS']) expect(readers).toHaveProperty(channel);
  for (const who of ['lead', 'mendlead', 'mary']) {
    expect(slack.user(who).directMessages().length, who).toBeGreaterThan(0);
    expect(slack.user(who).directMessages().length, who).toBeLessThanOrEqual(HANDFUL);
  }
  for (const [reader, count] of storm) expect(count, reader).toBeLessThanOrEqual(HANDFUL);

  await expectEveryoneTold(500);
  const digests = slack.channel('support').messages().filter(isDigest);
  expect(sum(digests.map(({ text }) => Number(/(\d+) 条提醒/.exec(text)?.[1])))).toBe(167);
  expect(digests[0]?.text).toMatch(/还有 \d+ 条：\/ticket list overdue/);
  expect(slack.channel('overseas').messages().filter(isDigest)[0]?.text).toMatch(/\d+ reminders/);

  // One is answered: its digest says so where it stands, and nobody gets a new message.
  const [digest] = digests;
  const posts = slack.callsOf('chat.postMessage').length;
  const count = Number(/(\d+) 条提醒/.exec(digest?.text ?? '')?.[1]);
  expect((await digest?.click('知道了', { as: 'agent1' }))?.status).toBe(200);
  await digest?.expectUpdate(new RegExp(`${count - 1} 条提醒`));
  await product.settle();
  expect(slack.callsOf('chat.postMessage').filter(isNotReply)).toHaveLength(
    slack.callsOf('chat.postMessage').slice(0, posts).filter(isNotReply).length,
  );
  expect(digest?.edits).toBe(1);
}, 60_000);

it('urgent ones late at once are told at once, and not one by one', async () => {
  const product = await start();
  const { slack } = product;
  await openTickets(product, 40, () => 'support', '!紧急');
  const before = postsByReader(product);
  await product.restartAfter(31 * MINUTE_MS);
  await product.settle();
  for (const [reader, count] of postsByReader(product)) {
    expect(count - (before.get(reader) ?? 0), reader).toBeLessThanOrEqual(HANDFUL);
  }
  await expectEveryoneTold(40);
  expect(slack.channel('support').messages().filter(isDigest).at(-1)?.text).toMatch(/首次响应已超时/);
}, 30_000);

async function openTickets(product: Product, count: number, teamOf: (i: number) => string, marks = ''): Promise<void> {
  for (let from = 0; from < count; from += TOGETHER) {
    const batch = Array.from({ length: Math.min(TOGETHER, count - from) }, (_, i) => from + i);
    await Promise.all(
      batch.map((i) =>
        product.slack
          .user('agent1')
          .runs(`/ticket 第 ${i} 号打印机频繁卡纸，影响二楼所有人 客户:第${i}户 类型:投诉 部门:${teamOf(i)} ${marks}`),
      ),
    );
  }
  await product.settle();
  expect(await database.prisma.ticket.count()).toBe(count);
}

/** Each notice stands in exactly one message that was shown, alone or in a digest. */
async function expectEveryoneTold(tickets: number): Promise<void> {
  const { rows } = await database.pool.query<{ told: number; tickets: number; unseen: number; waiting: number }>(`
    SELECT count(*)::int AS told, count(DISTINCT k.subject_id)::int AS tickets,
      count(*) FILTER (WHERE coalesce(d.address_message, k.address_message) IS NULL)::int AS unseen,
      (SELECT count(*)::int FROM outbox WHERE state IN ('pending', 'sending')) AS waiting
    FROM card k LEFT JOIN card d ON d.id = k.digest_id WHERE k.notice_id IS NOT NULL`);
  expect(rows).toMatchObject([{ tickets, unseen: 0, waiting: 0 }]);
  // The team and its lead at least.
  expect(rows[0]?.told).toBeGreaterThanOrEqual(2 * tickets);
  const { rows: twice } = await database.pool.query(`
    SELECT subject_id FROM outbox WHERE what IN ('card', 'notice') AND state = 'sent'
      AND card_id IN (SELECT id FROM card WHERE digest_id <> id)`);
  expect(twice, 'told in a digest and alone').toEqual([]);
}

/** Messages of their own, replies in threads aside, by the conversation they were posted to. */
function postsByReader({ slack }: Product): Map<string, number> {
  const posts = slack.callsOf('chat.postMessage').filter(isNotReply);
  return new Map([...Map.groupBy(posts, ({ args }) => String(args['channel']))].map(([to, all]) => [to, all.length]));
}

function isNotReply({ args }: { readonly args: Readonly<Record<string, unknown>> }): boolean {
  return args['thread_ts'] === undefined;
}

function isDigest({ text }: { readonly text: string }): boolean {
  return /\d+ (条提醒|reminders)/.test(text);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
