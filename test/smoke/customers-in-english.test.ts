import { expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { startProduct } from '../support/product.ts';

const database = useDatabase();

it('a customer speaks English with those who do, from the line to the card', async () => {
  const { slack } = await startProduct(database);
  const mary = slack.user('mary');
  // Whoever has been seen once is answered in their language.
  await mary.runs('/customer help');
  const made = await mary.runs(
    '/customer new "Acme Trading Ltd" short:Acme industry:retail amount:300000 since:2024-03-01 manager:@Paul person:"Mary Jones" post:buyer phone:+86 13800138000 channel:email birthday:"lunar 8-15" #price-aware',
  );
  expect(made.text).toMatch(/Acme Trading Ltd is customer K00001/);
  const { text } = await mary.runs('/customer show acme');
  for (const words of [
    'basic: 300,000 a year',
    'Account manager  Paul',
    '#price-aware',
    'Mary Jones · buyer · prefers e-mail',
    '+86 138****8000',
    'birthday lunar 8-15',
    'Reach them by: e-mail, then phone, then WeChat (their own preference)',
    'Open tickets: none',
  ]) {
    expect(text).toContain(words);
  }
  expect((await mary.runs('/customer show acmme')).text).toMatch(/"acmme": is this the one\?/);
  expect((await mary.runs('/customer find at')).text).toContain('Acme Trading Ltd');
  expect((await mary.runs('/customer edit Acme since:3/4/2024')).text).toMatch(
    /"3\/4\/2024" can mean two days: 2024-03-04, 2024-04-03/,
  );
  expect((await mary.runs('/customer show nobody-like-that')).text).toMatch(
    /No customer like "nobody-like-that" is known/,
  );
  const help = await mary.runs('/customer help');
  expect(help.text).toMatch(/Everything to know before a call/);
  expect(help.text).toMatch(/merge: make two entries of one customer one/);
});

it('a bare name that is already there leads to the customer, not to a second one', async () => {
  const { slack } = await startProduct(database);
  await slack.user('agent1').runs('/customer 云帆科技');
  const again = await slack.user('agent1').runs('/customer 云帆科技');
  expect(again.text).toMatch(/已有与“云帆科技”相近的客户/);
  await again.card?.click('用 云帆科技');
  await slack.user('agent1').expectEphemeral(/云帆科技 · K00001/);
  expect((await slack.user('agent1').runs('/customer 云帆科技 !仍要创建')).text).toMatch(/已存在，编号 K00001/);
  expect(await database.prisma.customer.count()).toBe(1);
});
