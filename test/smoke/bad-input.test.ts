import { expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { numberOf, startProduct } from '../support/product.ts';

const database = useDatabase();

const count = () => database.prisma.ticket.count();

it.each([
  ['nothing but marks', '/ticket 客户:云帆 !紧急 #卡纸', /描述为空/],
  ['nothing but punctuation', '/ticket ！！！……——', /描述为空/],
  ['invisible characters', '/ticket new \u200b\u200d\u2060 客户:云帆', /描述为空/],
  ['an unknown kind', '/ticket 打印机卡纸 类型:八卦', /没有“八卦”这种沟通事由/],
  ['an unknown team', '/ticket 打印机卡纸 部门:太空部', /没有“太空部”这个部门.*客服部/],
  ['a time that is none', '/ticket 打印机卡纸 时间:25:99', /“25:99”不存在/],
  ['a time still ahead', '/ticket 打印机卡纸 时间:23:30', /还没到/],
  ['a customer of 300 characters', `/ticket 打印机卡纸 客户:${'云'.repeat(300)}`, /客户名称超过 100 个字/],
])('%s is refused with what is wrong and an example that works', async (_name, line, wanted) => {
  const { slack } = await startProduct(database);
  const answer = await slack.user('agent1').runs(line);
  expect(answer.text).toMatch(wanted);
  expect(answer.text).toMatch(/可以这样写：\/ticket /);
  expect(answer.text).toMatch(/没有任何改动/);
  expect(await count()).toBe(0);
});

it('a mistyped subcommand names the near match and creates nothing; a description is a description', async () => {
  const { slack } = await startProduct(database);
  const agent = slack.user('agent1');
  for (const [typed, meant] of [
    ['/ticket lst', 'list'],
    ['/ticket tkae C202611001', 'take'],
    ['/ticket 认令 C202611001', '认领'],
  ] as const) {
    const answer = await agent.runs(typed);
    expect(answer.text, typed).toContain(`“${meant}”`);
    expect(answer.text, typed).toMatch(/没有任何改动/);
  }
  expect(await count()).toBe(0);
  await agent.runs('/ticket listing page of the shop shows wrong prices');
  expect(await count()).toBe(1);
});

it.each(['认领', '知道了', '解决', '查看', '为什么', '修改', '评分', '备注'])(
  '%s without a number, or with one that does not exist, says so',
  async (verb) => {
    const { slack } = await startProduct(database);
    const agent = slack.user('agent1');
    expect((await agent.runs(`/ticket ${verb}`)).text).toMatch(/缺少编号[^]*可以这样写：\/ticket /);
    const words = verb === '评分' ? '5' : verb === '修改' ? '!紧急' : '好了';
    expect((await agent.runs(`/ticket ${verb} C209901001 ${words}`)).text).toMatch(/没有编号为 C209901001 的工单/);
  },
);

it('a number is understood however it is written', async () => {
  const { slack } = await startProduct(database);
  const agent = slack.user('agent1');
  const number = numberOf((await agent.runs('/ticket 门禁卡刷不开三楼的门 部门:客服部')).text);
  for (const written of [number.toLowerCase(), `#${number}`, `Ｃ${number.slice(1)}`]) {
    expect((await agent.runs(`/ticket 查看 ${written}`)).text, written).toMatch(/处理记录/);
  }
  expect((await agent.runs(`/ticket 查看${number}`)).text).toMatch(/处理记录/);
});

it('a resolved ticket is not taken: the refusal says how it stands and when it would be possible', async () => {
  const { slack } = await startProduct(database);
  const agent = slack.user('agent1');
  const number = numberOf((await agent.runs('/ticket 门禁卡刷不开三楼的门 部门:客服部')).text);
  await agent.runs(`/ticket 解决 ${number} 换了新卡`);
  const refused = await agent.runs(`/ticket 认领 ${number}`);
  expect(refused.text).toMatch(/目前“已完成”，不能这样操作/);
  expect(refused.text).toMatch(/以下状态可以：待处理、处理中/);
});

it('40,000 characters are cut visibly at a limit that is said, and the card stays within Slack’s', async () => {
  const { slack } = await startProduct(database);
  const answer = await slack.user('agent1').runs(`/ticket 投影仪花屏 部门:客服部 ${'开会时花屏，'.repeat(6_667)}`);
  expect(answer.status).toBe(200);
  expect(answer.text).toMatch(/已在 8000 字处截断/);
  const card = await slack.channel('support').expectCard(/投影仪花屏/);
  expect(card.text).toMatch(/开会时花屏，[开会时花屏]*…\n时限/);
  const [ticket] = await database.prisma.ticket.findMany();
  expect([...(ticket?.description ?? '')]).toHaveLength(8_000);
});

it('a card longer than Slack takes is cut where it says so; the ticket has it whole', async () => {
  const { slack } = await startProduct(database);
  // Characters that Slack counts several times over.
  const text = `投影仪花屏 ${'&<>'.repeat(2_600)}`;
  await slack.user('agent1').runs(`/ticket ${text} 部门:客服部`);
  const card = await slack.channel('support').expectCard(/投影仪花屏/);
  expect(card.text).toMatch(/首次响应/);
  const [ticket] = await database.prisma.ticket.findMany();
  expect(ticket?.description).toBe(text);
  if (!card.text.includes(text)) expect(card.text).toMatch(/已截断，共 \d+ 字/);
});

it('a remark without end is cut too, never refused or lost', async () => {
  const { slack } = await startProduct(database);
  const number = numberOf((await slack.user('agent1').runs('/ticket 门禁卡刷不开三楼的门 部门:客服部')).text);
  const card = await slack.channel('support').expectCard(/门禁卡/);
  const answer = await slack.user('agent1').runs(`/ticket 备注 ${number} ${'很长的备注'.repeat(8_000)}`);
  expect(answer.text).toMatch(/备注已添加/);
  await card.expectReply(/很长的备注/);
});

it('a vague word in the direct talk is asked back in words, and created as it is when that is wanted', async () => {
  const { slack } = await startProduct(database);
  const agent = slack.user('agent1');
  await agent.says('工单 坏了');
  await agent.expectDirectMessage(/尚未保存[^]*从什么时候开始的？[^]*!仍要创建/);
  expect(await count()).toBe(0);
  await agent.says('工单 坏了 !仍要创建');
  await agent.expectDirectMessage(/工单 C\d+ 已创建/);
  expect(await count()).toBe(1);
});

const HOSTILE =
  '<!channel> <!here|here> <@U0HEAD> *粗* _斜_ ~删~ `码` ```块``` <script>alert(1)</script> &lt;b&gt; <https://x.cn|点我>';

it('what people write is shown as it was written: nobody is paged, nothing is formatted, nothing becomes a link', async () => {
  const { slack } = await startProduct(database);
  const agent = slack.user('agent1');
  const created = await agent.runs(`/ticket 打印机卡纸 ${HOSTILE} 客户:"<!channel>*云帆*" 部门:客服部`);
  const number = numberOf(created.text);
  const card = await slack.channel('support').expectCard(/打印机卡纸/);
  await agent.runs(`/ticket 备注 ${number} ${HOSTILE}`);
  await card.expectReply(/<script>/);
  await agent.runs(`/ticket 查看 ${number}`);
  await agent.runs('/ticket 列表 全部');
  const { modal } = await agent.runs(`/ticket 修改 ${number}`);
  expect(modal?.values['description']).toContain('<!channel>');
  expect(card.text).toContain('<script>alert(1)</script>');
  expect(card.text).toContain('*粗*');

  const sent = JSON.stringify([
    ...slack.calls.map((call) => call.args),
    ...slack.world.ephemerals.map(({ text, blocks }) => ({ text, blocks })),
  ]);
  for (const { text, blocks } of [...slack.world.messages, ...slack.world.ephemerals]) {
    expect(text).not.toMatch(/<[!@#]/);
    for (const markup of mrkdwnOf(blocks)) expect(markup).not.toMatch(/<!|<@U0HEAD|<https|\*粗\*/);
  }
  // Rich text names those it calls in elements of their own.
  expect(sent).not.toMatch(/"type":"(broadcast|usergroup|channel)"/);
  expect(sent).not.toMatch(/"user_id":"U0HEAD"/);
});

it('emoji, writing from right to left, NUL and half characters come through or are left out, never break', async () => {
  const { slack } = await startProduct(database);
  const text = '打印机坏了 👩‍👩‍👧‍👦🖨️ الطابعة معطلة \u0000\u0007 a\u202eb\u2066c \ud83d 第二层';
  const answer = await slack.user('agent1').runs(`/ticket ${text} 部门:客服部 客户:مكتبة`);
  expect(answer.text).toMatch(/已创建/);
  const card = await slack.channel('support').expectCard(/打印机坏了/);
  for (const kept of ['👩‍👩‍👧‍👦🖨️', 'الطابعة معطلة', 'مكتبة', '第二层']) expect(card.text).toContain(kept);
  const shown = JSON.stringify(card.blocks) + card.notification;
  expect(shown).not.toMatch(/\\u0000|\\u0007|\u202e|\u2066|\\ud83d/);
});

it('help is made of what there is, and each of its examples is understood', async () => {
  const { slack } = await startProduct(database);
  const agent = slack.user('agent1');
  const help = await agent.runs('/ticket 帮助');
  const examples = help.text.split('\n').filter((line) => line.startsWith('/ticket '));
  expect(examples.length).toBeGreaterThan(15);
  for (const example of examples) {
    const answer = await agent.runs(example);
    expect(answer.status, example).toBe(200);
    expect(answer.text, example).not.toMatch(/系统出错|是否想用|缺少/);
  }
});

function mrkdwnOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnOf);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && value.type === 'mrkdwn' && 'text' in value ? [String(value.text)] : [];
  return [...own, ...Object.values(value).flatMap(mrkdwnOf)];
}
