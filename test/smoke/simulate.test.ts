import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { hearersOf } from '../../src/app/simulate/hearers.ts';
import { runSimulation } from '../../src/app/simulate/run-simulation.ts';
import { putInForce } from '../../src/domain/policy/in-force.ts';
import { DAY_MS } from '../../src/domain/time.ts';
import { dailyTerms } from '../../src/usecases/simulate/daily-terms.ts';
import { makeReport, type Report } from '../../src/usecases/simulate/report.ts';
import type { Tally } from '../../src/usecases/simulate/tally.ts';
import { useDatabase } from '../support/database.ts';
import { makeTestDirectory } from '../support/directory.ts';
import { company as policyInForce } from '../support/policies.ts';
import { programOf, startProcess } from '../support/process.ts';
import { numberOf, type Product, policyOf, startProduct } from '../support/product.ts';
import { SMALL_COMPANY } from '../support/small-company.ts';
import { chanceFrom, liveTicket, storeLives } from '../support/stored-lives.ts';

vi.setConfig({ testTimeout: 90_000 });
const database = useDatabase();

const PATIENT = `${SMALL_COMPANY}
clocks: { first-contact: 3d, start: 5d, plan: off, resolve: 9d }
`;

/** A week of the small company: some tickets in time, some late, one acknowledged, one talk with promises. */
async function liveAWeek(product: Product): Promise<void> {
  const { slack, clock } = product;
  const agent = slack.user('agent1');
  const late = numberOf((await agent.runs('/ticket 打印机频繁卡纸，影响二楼 客户:云帆 部门:客服部')).text);
  const quick = numberOf((await agent.runs('/ticket 发票抬头开错了，要重开 客户:蓝海')).text);
  await agent.runs('/ticket !紧急 全站打不开，影响所有客户 客户:云帆');
  await agent.runs('/contact 云帆 电话 谈续签 反馈:再考虑 下一步:明天17:00前 报价');
  await agent.runs(`/ticket take ${quick}`);
  await agent.runs(`/ticket contacted ${quick}`);
  await clock.until('Mon', '15:40');
  await agent.runs(`/ticket ack ${late}`);
  await clock.until('Tue', '11:00');
  await agent.runs(`/ticket take ${late}`);
  await agent.runs(`/ticket contacted ${late}`);
  await agent.runs(`/ticket resolve ${quick} 已重开`);
  await clock.until('Wed', '10:00');
  await agent.runs(`/ticket wait ${late} 客户 明天 等型号`);
  await clock.until('Fri', '12:00');
  await agent.runs(`/ticket resolve ${late} 已换件`);
  await clock.until('Mon', '09:30');
  await product.settle();
}

function simulateUnder(policy: string, product: Product, more: { until?: number; threads?: number } = {}) {
  const now = product.clock.now();
  return runSimulation({
    databaseUrl: database.databaseUrl,
    policy: policyOf(policy),
    from: now - 30 * DAY_MS,
    until: more.until ?? now + DAY_MS,
    progress: () => undefined,
    threads: more.threads ?? 1,
  });
}

const posts = (tally: Tally, side: 'really' | 'would') =>
  [...tally.lanes].flatMap(([lane, both]) => both[side].map((one) => `${lane} ${one}`)).sort();

it('under the same policy it finds what was really sent, to the very message; under another what would differ', async () => {
  const product = await startProduct(database);
  await liveAWeek(product);
  const before = await fingerprint();
  const { tally, stretch } = await simulateUnder(SMALL_COMPANY, product);
  const { same, ...others } = tally.differences;
  expect(tally.examples).toEqual([]);
  expect(others).toEqual({ earlier: 0, later: 0, added: 0, dropped: 0 });
  expect(same).toBe(await database.prisma.notice.count());
  expect(same).toBeGreaterThan(20);
  expect(tally.acks).toEqual({ applied: 1, dropped: 0 });
  expect(tally.unreadable).toEqual([]);
  expect(Object.fromEntries(tally.subjects)).toMatchObject({ ticket: 3, contact: 1 });
  expect(posts(tally, 'would')).toHaveLength(await database.prisma.card.count({ where: { noticeId: { not: null } } }));
  expect(posts(tally, 'would').map(withoutTime)).toEqual(posts(tally, 'really').map(withoutTime));
  for (const { really, would } of tally.missed.values()) expect(would).toBe(really);
  // What has not happened yet is not played.
  expect(stretch.until).toBeLessThanOrEqual(product.clock.now());

  const other = await simulateUnder(PATIENT, product);
  expect(other.tally.differences.dropped).toBeGreaterThan(5);
  expect(other.tally.acks.dropped).toBe(1);
  const missed = other.tally.missed.get('first-contact') ?? expect.unreachable();
  expect(missed.would).toBeLessThan(missed.really);
  expect(await fingerprint()).toEqual(before);
});

const withoutTime = (post: string): string => post.replace(/ \d+$/, '');

const LIMITED = `${SMALL_COMPANY}
clocks: { first-contact: { urgent: 15m, normal: 20m }, start: off, resolve: off, plan: off, progress: off, tell: off, revisit: off, delay: off }
escalation: { warn: off, ladder: [{ after: 0m, to: [owner] }] }
`;

it('who was away and what was too much for one person a day are played again: the very messages, and what another limit would do', async () => {
  const product = await startProduct(database, { policy: `${LIMITED}noise: { daily: 2, gather: 1h }\n` });
  const { slack, clock, settle } = product;
  const agent = slack.user('agent1');
  const opens = async (what: string, more = '!一般') =>
    agent.runs(`/ticket 三楼${what}，请安排人看看 客户:云帆 部门:客服部 @agent1 #${what} ${more}`);
  for (const [i, what] of ['打印机卡纸', '门禁卡失灵', '投影仪花屏', '电话没声音', '空调漏水'].entries()) {
    await opens(what);
    await clock.until('Mon', `10:0${i + 1}`);
  }
  // Due at 10:20 to 10:24: two are told as they come, three wait for 11:22; at 10:45 an urgent one comes at once.
  await clock.until('Mon', '10:30');
  await opens('服务器起火', '!紧急');
  await clock.until('Mon', '11:30');
  // Whoever is away hears nothing: two more, due at 11:50 and 11:51, are the deputy's.
  await agent.runs('/away 到周三 交给 @agent2');
  await opens('网络断线');
  await clock.until('Mon', '11:31');
  await opens('电梯停运');
  await clock.until('Mon', '12:10');
  await settle();

  const told = (who: string) =>
    slack
      .user(who)
      .directMessages()
      .filter(({ text }) => /首次响应时限已到|条提醒/.test(text)).length;
  expect([told('agent1'), told('agent2')]).toEqual([4, 2]);
  const reportUnder = async (policy: string) => {
    const { tally, stretch } = await simulateUnder(policy, product);
    const tried = putInForce('tried', policyOf(policy));
    return makeReport(tally, {
      ...{ stretch, timezone: tried.policy.timezone, night: { fromMinute: 21 * 60, toMinute: 9 * 60 } },
      gatherMs: () => 0,
      daily: dailyTerms(tried),
      hearerOf: hearersOf([tried.policy], new Map()),
      hasTeam: () => true,
    });
  };
  const heard = ({ hearers }: Report) =>
    Object.fromEntries(hearers.map(({ key, messages }) => [key, [messages.really, messages.would]]));
  const same = await reportUnder(`${LIMITED}noise: { daily: 2, gather: 1h }\n`);
  expect(heard(same)).toEqual({ agent1: [4, 4], agent2: [2, 2] });
  expect(same.merged).toEqual({ really: 3, would: 3 });
  expect(same.differences).toMatchObject({ same: 8, earlier: 0, later: 0, added: 0, dropped: 0 });
  // Without a limit each comes alone; with one a day the first, the urgent one, and the rest together.
  const open = await reportUnder(`${LIMITED}noise: { daily: off }\n`);
  expect(heard(open)).toEqual({ agent1: [4, 6], agent2: [2, 2] });
  expect(open.merged).toEqual({ really: 3, would: 0 });
  const strict = await reportUnder(`${LIMITED}noise: { daily: 1, gather: 1h }\n`);
  expect(heard(strict)).toEqual({ agent1: [4, 3], agent2: [2, 2] });
  expect(strict.merged).toEqual({ really: 3, would: 5 });
});

it('many threads count as one does, and a history that cannot be read is named and keeps nobody from the others', async () => {
  const policy = policyInForce();
  const start = Date.UTC(2026, 2, 2);
  const until = start + 30 * DAY_MS;
  const lives = Array.from({ length: 450 }, (_, i) => {
    const chance = chanceFrom(i + 1);
    return liveTicket(policy, start + Math.floor(chance() * 20 * DAY_MS), until, chance);
  });
  await storeLives(database.pool, policy, lives);
  await breakEvent(lives[7]?.view().id ?? '');
  const shares: number[] = [];
  const [one, two] = await Promise.all(
    [1, 2].map((threads) =>
      runSimulation({
        ...{ databaseUrl: database.databaseUrl, policy: policy.policy, from: start, until, threads },
        progress: (done, total) => shares.push(done / total),
      }),
    ),
  );
  expect(one?.tally.unreadable).toEqual(['C2026030008']);
  expect(one?.tally.subjects.get('ticket')).toBe(449);
  expect(one?.tally.differences).toMatchObject({ earlier: 0, later: 0, added: 0, dropped: 0 });
  expect(one?.tally.differences.same).toBeGreaterThan(1_000);
  expect(shares.filter((share) => share === 1)).toHaveLength(2);
  const comparable = (tally: Tally | undefined) =>
    tally && { ...tally, lanes: posts(tally, 'would'), reminders: Object.fromEntries(tally.reminders) };
  expect(comparable(two?.tally)).toEqual(comparable(one?.tally));
});

/** A first event that says nothing of the ticket; the log itself refuses to be changed. */
async function breakEvent(id: string): Promise<void> {
  const client = await database.pool.connect();
  await client.query('BEGIN; SET LOCAL session_replication_role = replica');
  await client.query(`UPDATE event SET data = '{"type":"created"}' WHERE seq = 1 AND subject_id = $1`, [id]);
  await client.query('COMMIT');
  client.release();
}

/** What a tick or a deed would change. */
async function fingerprint(): Promise<unknown> {
  const { rows } = await database.pool.query(`
    SELECT (SELECT json_agg(json_build_array(id, next_at, stage, repeat) ORDER BY id) FROM commitment) AS commitments,
      (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM notice) AS notices,
      (SELECT count(*) FROM outbox) AS outbox, (SELECT count(*) FROM policy_version) AS policies`);
  return rows;
}

let directory: string;
beforeEach(async () => {
  const own = await makeTestDirectory();
  onTestFinished(() => rm(own, { recursive: true, force: true }));
  directory = own;
});

/** `npm run simulate` beside a product on the test's database. */
async function simulate(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { code, stdout, stderr } = await startProcess(
    directory,
    {
      DATABASE_URL: database.databaseUrl,
      SLACK_BOT_TOKEN: 'xoxb-test',
      SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
      LANG: 'en',
      ...env,
    },
    [...programOf('cli/simulate.ts'), ...args] as unknown as readonly [string, ...string[]],
  ).ended;
  return { code, stdout, stderr };
}

it('the command prints the tables, writes the JSON, and says so in both languages', async () => {
  const product = await startProduct(database);
  await liveAWeek(product);
  const day = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
  const stretch = ['--from', day(product.clock.now() - 9 * DAY_MS), '--to', day(product.clock.now())];
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(directory, 'new.yaml'), PATIENT);
  const out = path.join(directory, 'found.json');
  const english = await simulate(['--policy', 'new.yaml', ...stretch, '--out', out]);
  expect(english).toMatchObject({ code: 0, stderr: '' });
  for (const word of [
    /What if: new\.yaml/,
    /Replayed: tickets 3, talks 1/,
    /Messages +\d+ +\d+/,
    /王经理 \(wang\)/,
    /客服部 \(channel\)/,
    /First contact/,
    /really +█/,
    /Acknowledgements: 1 of 1/,
  ]) {
    expect(english.stdout).toMatch(word);
  }
  const json: unknown = JSON.parse(await readFile(out, 'utf8'));
  expect(json).toMatchObject({ policy: 'new.yaml', timezone: 'Asia/Shanghai', subjects: { ticket: 3, contact: 1 } });
  const chinese = await simulate([...stretch], { LANG: 'zh_CN.UTF-8' });
  expect(chinese).toMatchObject({ code: 0, stderr: '' });
  expect(chinese.stdout).toMatch(/如果用 当前生效的策略/);
  expect(chinese.stdout).toMatch(/提前 0，推后 0，新增 0，不再发送 0/);
});

it('whatever is wrong is told with what would be right, and the exit code says so', async () => {
  const product = await startProduct(database);
  await product.slack.user('agent1').runs('/ticket 打印机频繁卡纸，影响二楼 客户:云帆');
  const days = ['--from', '2026-10-01', '--to', '2026-10-31'];
  await writeFile(path.join(directory, 'bad.yaml'), 'timezone: Asia/Shanghai\nclocks:\n  first-contakt: 2h\n');
  for (const [args, said] of [
    [['--policy', 'nowhere.yaml', ...days], /nowhere\.yaml/],
    [['--policy', 'bad.yaml', ...days], /bad\.yaml:3:\d+[^]*first-contact/],
    [[], /npm run simulate -- --policy new\.yaml --from 2026-10-01/],
    [['--from', '31.10.2026', '--to', '2026-10-01'], /--from 31\.10\.2026: not a time/],
    [['--from', '2199-01-01', '--to', '2199-01-31'], /lies ahead/],
  ] as const) {
    const { code, stdout, stderr } = await simulate(args);
    expect(stderr, args.join(' ')).toMatch(said);
    expect(stderr).not.toMatch(/ {4}at /);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  }
});
