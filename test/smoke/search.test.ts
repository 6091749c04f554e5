import { expect, it } from 'vitest';
import { until } from '../stories/telling/until.ts';
import { useDatabase } from '../support/database.ts';
import { numberOf, type Product, startProduct } from '../support/product.ts';

/** Looking for tickets, as people do it in Slack; what is typed here works in every surface. */

const db = useDatabase();

const said = (product: Product, who: string) => product.slack.user(who).ephemerals().at(-1)?.text ?? '';

async function runs(product: Product, who: string, line: string): Promise<string> {
  const before = product.slack.user(who).ephemerals().length;
  await product.slack.user(who).runs(line);
  return until(
    async () => (product.slack.user(who).ephemerals().length > before ? said(product, who) : null),
    async () => `an answer to ${line}`,
  );
}

/** Asks again until it is findable, which takes a moment. */
async function finds(product: Product, who: string, query: string, wanted: RegExp): Promise<string> {
  return until(
    async () => {
      const text = await runs(product, who, `/ticket search ${query}`);
      return wanted.test(text) ? text : null;
    },
    async () => `${wanted} for ${query}; was: ${said(product, who)}`,
  );
}

const opened = async (product: Product, line: string) => numberOf(await runs(product, 'U0AGENT1', `/ticket ${line}`));

it('finds by words, names, sounds, digits and conditions', async () => {
  const product = await startProduct(db);
  const jam = await opened(product, '打印机频繁卡纸，影响二楼所有人 客户:云帆科技 类型:投诉 部门:客服部');
  const scanner = await opened(product, '扫码枪连不上收银台 客户:蓝海物流 部门:客服部 !紧急');
  const printer = await opened(product, 'The printer jams again and again customer:Acme kind:complaint 部门:客服部');
  await finds(product, 'U0AGENT1', '打印机', new RegExp(jam));
  await finds(product, 'U0AGENT1', 'printers', new RegExp(printer));
  await finds(product, 'U0AGENT1', '收银台', new RegExp(scanner));
  for (const [query, number] of [
    ['打印机卡纸', jam],
    ['yunfan', jam],
    ['yfkj', jam],
    ['云帆 卡纸', jam],
    ['云帆科技卡纸', jam],
    [jam.slice(-3), jam],
    [jam, jam],
    ['"频繁卡纸"', jam],
    ['类型:投诉 客户:云帆', jam],
    ['状态:待处理 紧急', scanner],
    ['日期:今天 扫码枪', scanner],
    ['jam -扫码枪', printer],
    ['提出人:我 扫码枪', scanner],
  ] as const) {
    expect(await runs(product, 'U0AGENT1', `/ticket search ${query}`), query).toContain(number);
  }
  for (const [query, number] of [
    ['卡纸 -二楼', jam],
    ['类型:咨询', jam],
    ['日期:上周', jam],
    ['"卡纸频繁"', jam],
    ['状态:已关闭 打印机', jam],
  ] as const) {
    expect(await runs(product, 'U0AGENT1', `/ticket search ${query}`), query).not.toContain(`${number} ·`);
  }
  // Another team's people do not see it.
  expect(await runs(product, 'U0MENDER', '/ticket search 打印机')).not.toContain(jam);
});
