import { expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { startDatabaseProxy } from '../support/database-proxy.ts';
import { numberOf, startProduct } from '../support/product.ts';

const database = useDatabase();

const LINE = '/ticket 扫码枪连不上收银台 客户:云帆 部门:客服部 #扫码枪';

/** The product with a way to its database that can be closed. */
async function behindProxy() {
  const proxy = await startDatabaseProxy(database.databaseUrl);
  const product = await startProduct(database, { databaseUrl: proxy.url });
  // While it is away the tick says so: a line each second that somebody ought to see.
  product.tolerateErrorLine(/the tick failed/);
  return { proxy, ...product };
}

it('while the database is away people hear within three seconds that nothing was saved; then all goes on by itself', async () => {
  const { proxy, slack, app, settle } = await behindProxy();
  const number = numberOf((await slack.user('agent1').runs(LINE)).text);
  const card = await slack.channel('support').expectCard(/扫码枪/);
  await proxy.close();

  const created = await slack.user('agent1').runs('/ticket 门禁卡刷不开三楼的门 部门:客服部');
  // A statement sent down a line that was just cut may have arrived, for all we know.
  expect(created.text).toMatch(/没有保存任何内容|尚未确认/);
  const taken = await slack.user('mary').runs(`/ticket take ${number}`);
  expect(taken.text).toMatch(/The database cannot be reached. Nothing was saved/);
  const listed = await slack.user('agent1').runs('/ticket 列表');
  expect(listed.text).toMatch(/暂时连不上数据库/);
  for (const answer of [created, taken, listed]) expect(answer.tookMs).toBeLessThan(3_000);
  await card.click('认领', { as: 'agent2' });
  await slack.user('agent2').expectEphemeral(/没有保存任何内容/);
  // Forms open without it.
  const opened = await slack.user('agent1').runs('/ticket');
  expect(opened.modal?.title).toBe('新建工单');
  const refused = await slack.user('agent1').submits(opened.modal ?? expect.unreachable(), {
    description: '发票抬头开错了，要重开',
  });
  expect(refused.status).toBe(200);
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  const readiness = await fetch(`${app.url}/readyz`);
  expect([readiness.status, await readiness.text()]).toEqual([503, expect.stringMatching(/database/)]);

  await proxy.open();
  await expect
    .poll(async () => (await slack.user('agent1').runs('/ticket 门禁卡刷不开三楼的门 部门:客服部')).text)
    .toMatch(/已创建|您刚才提交过/);
  await slack.channel('support').expectCard(/门禁卡/);
  await settle();
  expect(await database.prisma.ticket.count()).toBe(2);
  expect(slack.channel('support').messages()).toHaveLength(2);
  await expect.poll(async () => (await fetch(`${app.url}/readyz`)).status).toBe(200);
});

it('an answer of the database that is lost is told as not confirmed; repeating it is safe and finds the ticket', async () => {
  const { proxy, slack, settle } = await behindProxy();
  const seed = await slack.user('agent1').runs('/ticket 帮助');
  expect(seed.status).toBe(200);
  proxy.cut({ when: 'before-answer', on: '扫码枪连不上收银台' });
  const lost = await slack.user('agent1').runs(LINE);
  expect(lost.text).toMatch(/尚未确认：可能已保存，也可能没有/);
  expect(lost.tookMs).toBeLessThan(3_000);
  const again = await lost.again({ retryNum: 1 });
  expect(again.text).toMatch(/工单 C\d+ 已创建/);
  await slack.channel('support').expectCard(/扫码枪/);
  await settle();
  expect(await database.prisma.ticket.count()).toBe(1);
  expect(slack.channel('support').messages()).toHaveLength(1);
});

it('connections killed under load cost nobody a ticket twice, and every answer tells the truth', async () => {
  const product = await startProduct(database);
  product.tolerateErrorLine(/the tick failed/);
  const { slack } = product;
  const kill = () =>
    database.pool.query(`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'huiyin'`);
  const answers = await Promise.all(
    Array.from({ length: 40 }, async (_, i) => {
      if (i % 10 === 5) await kill();
      return slack.user('agent1').runs(`/ticket 门店 ${i} 号机死机 部门:客服部 #死机${i}`);
    }),
  );
  for (const answer of answers) {
    expect(answer.tookMs).toBeLessThan(3_000);
    expect(answer.text).toMatch(/已创建|没有保存任何内容|尚未确认/);
  }
  const repeated = await Promise.all(answers.map((answer) => answer.again({ retryNum: 1 })));
  for (const [i, answer] of repeated.entries()) {
    expect(answer.text).toMatch(/已创建/);
    if (/已创建/.test(answers[i]?.text ?? '')) expect(numberOf(answer.text)).toBe(numberOf(answers[i]?.text ?? ''));
  }
  expect(await database.prisma.ticket.count()).toBe(40);
  await slack.until(() => (slack.channel('support').messages().length >= 40 ? true : null), '40 cards');
  await product.settle();
  expect(slack.channel('support').messages()).toHaveLength(40);
});

it('a row that somebody holds for long is answered in time, and nothing was saved', async () => {
  const { slack } = await startProduct(database);
  const number = numberOf((await slack.user('agent1').runs(LINE)).text);
  const client = await database.pool.connect();
  try {
    await client.query('BEGIN; SELECT * FROM subject FOR UPDATE');
    const answer = await slack.user('agent1').runs(`/ticket 认领 ${number}`);
    expect(answer.tookMs).toBeLessThan(3_000);
    expect(answer.text).toMatch(/没有保存任何内容/);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
  expect((await slack.user('agent1').runs(`/ticket 认领 ${number}`)).text).toMatch(/已由您认领/);
});
