import { expect, it, vi } from 'vitest';
import { startDesk } from '../chat/wecom/bot/desk.ts';
import { useDatabase } from '../support/database.ts';
import { startProduct } from '../support/product.ts';

vi.setConfig({ testTimeout: 60_000 });
const database = useDatabase();

it('invited to a channel of Slack it says what to try, and the line that makes it a team’s; once', async () => {
  const { slack, settle, startReplica, restartAfter } = await startProduct(database);
  const lobby = slack.channel('lobby');
  await lobby.joins('bot');
  const greeting = await lobby.expectCard(/大家好，我是回音/);
  for (const word of ['1. /ticket 打印机', '2. /ticket 列表', '3. /contact', 'channels: { slack: C0LOBBY }']) {
    expect(greeting.text).toContain(word);
  }
  // What it offers works as it stands.
  const example = /1\. (\/ticket .+)/.exec(greeting.text)?.[1] ?? expect.unreachable(greeting.text);
  expect((await slack.user('agent1').runs(example)).text).toMatch(/C\d{9}/);
  await lobby.joins('bot');
  await startReplica();
  await lobby.joins('bot');
  await restartAfter(60_000);
  await lobby.joins('bot');
  await settle();
  expect(lobby.messages().filter(({ text }) => /我是回音/.test(text))).toHaveLength(1);
});

it('whoever else joins is not greeted; a team’s channel is greeted as such, in its language', async () => {
  const { slack, settle } = await startProduct(database);
  await slack.channel('lobby').joins('agent2');
  await slack.channel('overseas').joins('bot');
  const english = await slack.channel('overseas').expectCard(/Hello, I'm Huiyin/);
  expect(english.text).toContain('This is the channel of Overseas support');
  expect(english.text).not.toContain('channels:');
  await settle();
  expect(slack.channel('lobby').messages()).toEqual([]);
});

it('a group of WeCom is greeted when somebody first speaks to the bot there, with its id as a policy wants it', async () => {
  const desk = await startDesk(database);
  const group = desk.fake.group('CHAT9');
  group.open();
  const answer = await group.answerTo(group.says('Agent1', '/ticket help'));
  const greeting = await group.expectMessage(/大家好，我是回音[^]*channels: \{ wecom: "bot:CHAT9" \}/, {
    after: answer,
  });
  await group.answerTo(group.says('Agent1', '/ticket help'));
  await desk.startReplica();
  await desk.settle();
  const greetings = group.messages().filter(({ text }) => /我是回音/.test(text));
  expect(greetings.map(({ id }) => id)).toEqual([greeting.id]);
});
