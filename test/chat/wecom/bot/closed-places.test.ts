import { expect, test } from 'vitest';
import { useDatabase } from '../../../support/database.ts';
import { COMPANY, startDesk } from './desk.ts';

const database = useDatabase();

test('a group in which nobody has called the bot yet silences nobody, and administrators hear what to do', async () => {
  const desk = await startDesk(database, COMPANY.replace('bot:CHAT1', 'bot:CHAT9'));
  desk.expectErrorLine(/a message was not delivered/);
  const talk = desk.fake.single('agent1');
  talk.says('agent1', '/ticket new 打印机怎么换墨盒，二楼都想知道 类型:咨询 客户:云帆科技');
  // The card goes to whoever opened it.
  const card = await talk.expectMessage(/云帆科技/);
  expect(card.buttons).toContain('认领');
  const told = await desk.fake.single('admin1').expectMessage(/bot:CHAT9/);
  expect(told.text).toContain('86008');
  expect(told.text).toMatch(/@ 它说一句话/);
});

test('a person who has never written to the bot is reminded of in the group, and nothing is lost', async () => {
  const desk = await startDesk(database);
  desk.expectErrorLine(/a message was not delivered/);
  desk.fake.world.chats.delete('single:lead1');
  const group = desk.fake.group('CHAT1');
  group.says('agent1', '/ticket new 打印机怎么换墨盒，二楼都想知道 类型:咨询 客户:云帆科技 !紧急');
  await group.expectMessage(/暂无人认领/);
  await desk.clock.until('Mon', '10:31');
  await group.expectMessage(/通知组长/);
});

test('a click on a card of another time is answered with how things stand', async () => {
  const desk = await startDesk(database);
  const group = desk.fake.group('CHAT1');
  group.says('agent1', '/ticket new 打印机怎么换墨盒，二楼都想知道 类型:咨询 客户:云帆科技 !紧急');
  await group.expectMessage(/暂无人认领/);
  await desk.clock.until('Mon', '10:16');
  const reminder = await group.expectMessage(/首次响应已超时|首次响应时限已到/);
  const [number = ''] = /C\d{9}/.exec(reminder.text) ?? [];
  await group.answerTo(group.says('agent1', `/ticket contacted ${number} 已联系上，约好下午上门`));
  expect(reminder.updates).toBe(0);
  reminder.click('agent1', '知道了');
  await reminder.expectUpdate(/已联系|已完成|已响应/);
  expect(reminder.buttons).not.toContain('知道了');
});
