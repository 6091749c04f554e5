import { expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { numberOf, startProduct } from '../support/product.ts';

const database = useDatabase();

async function twoTickets() {
  const product = await startProduct(database);
  const agent = product.slack.user('agent1');
  const kept = numberOf((await agent.runs('/ticket 打印机频繁卡纸，影响二楼 客户:云帆 部门:客服部')).text);
  const gone = numberOf((await agent.runs('/ticket 二楼的打印机又卡纸了 客户:云帆 部门:售后 @agent1')).text);
  return { ...product, slack: product.slack, kept, gone };
}

it('the manager merges two reports of one case: both cards say so, and one telling is owed', async () => {
  const { slack, settle, kept, gone } = await twoTickets();
  const theirs = await slack.channel('after-sales').expectCard(new RegExp(gone));
  const ours = await slack.channel('support').expectCard(new RegExp(kept));
  const answer = await slack.user('manager').runs(`/ticket 合并 ${gone} 到 ${kept} 同一台打印机`);
  expect(answer.text).toContain(`${gone} 已并入 ${kept}`);
  await theirs.expectUpdate(/已合并/);
  expect(theirs.text).toMatch(new RegExp(`并入\\s+${kept}（结果由该单告知客户）`));
  await ours.expectUpdate(new RegExp(`已并入本单\\s+${gone}`));
  await settle();
  const shown = await slack.user('manager').runs(`/ticket show ${kept}`);
  expect(shown.text).toContain(`王经理 将 ${gone} 并入本单`);
  const open = await database.pool.query(
    `SELECT t.number FROM commitment c JOIN ticket t ON t.id = c.subject_id WHERE c.state = 'open' GROUP BY 1`,
  );
  expect(open.rows).toEqual([{ number: kept }]);

  await slack.user('agent1').runs(`/ticket 已解决 ${kept} 换了进纸轮`);
  await slack.user('agent1').runs(`/ticket 已告知 ${kept} 电话告知`);
  await ours.expectUpdate(/已完成/);
  const late = await slack.user('manager').runs(`/ticket merge ${gone} ${kept}`);
  expect(late.text).toContain(`${gone} 此前已并入 ${kept}`);
});

it('a third report goes into the survivor: whoever names the merged one is told the number to use', async () => {
  const { slack, kept, gone } = await twoTickets();
  await slack.user('manager').runs(`/ticket merge ${gone} ${kept}`);
  const third = numberOf((await slack.user('agent2').runs('/ticket 打印机还是不行 客户:云帆 部门:客服部')).text);
  const told = await slack.user('manager').runs(`/ticket merge ${third} ${gone}`);
  expect(told.text).toContain(`/ticket merge ${third} ${kept}`);
  expect((await slack.user('manager').runs(`/ticket merge ${third} ${kept}`)).text).toContain('已并入');
  expect((await slack.user('manager').runs(`/ticket merge ${kept} ${kept}`)).text).toContain('不能并入自己');
});

it('the number alone opens the form, and what is missing or wrong is said with an example', async () => {
  const { slack, kept, gone } = await twoTickets();
  const manager = slack.user('manager');
  expect((await manager.runs(`/ticket merge ${gone} soon`)).text).toMatch(/缺少第二个单号[^]*\/ticket 合并 C202611002/);
  expect((await manager.runs('/ticket merge')).text).toContain('/ticket 合并 C202611002 C202611001');
  // An agent of one team cannot take the other team's work away.
  expect((await slack.user('agent2').runs(`/ticket merge ${gone} ${kept}`)).text).toContain('售后部');
});
