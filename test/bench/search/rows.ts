import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { KEYS_VERSION, keysOf, loadSound } from '../../../src/storage/customer-keys.ts';
import { newId } from '../../../src/usecases/new-id.ts';

/**
 * Tickets as a support desk has them: words by Zipf's law from a small trade vocabulary and a large made-up one, a fifth
 * of them in English, customers by Zipf too, five years of months. Every second ticket says one word, the others another
 * one, so that two very frequent words never meet. The same rows every time.
 */

const TRADE = (
  '打印机 系统 无法 登录 客户 订单 发票 扫码枪 卡纸 网络 报错 退款 发货 延迟 密码 账号 权限 升级 数据 同步 接口 超时 页面 打不开 ' +
  '合同 续约 报价 物流 破损 更换 滚筒 门禁 考勤 导出 报表 库存 盘点 门店 收银台 小票 会员 积分 优惠券 短信 验证码 客服 态度 等待 反馈 ' +
  '安装 培训 驱动 服务器 重启 蓝屏 黑屏 投影仪 花屏 电源 温度 噪音 漏水 空调 电梯 维修 保养 配件 缺货 采购'
).split(' ');
const ENGLISH = (
  'printer system login order invoice scanner paper jam network error refund delivery delay password account access upgrade data sync ' +
  'timeout page contract renewal quote damaged replace roller report export stock store receipt member coupon message code service waiting ' +
  'install training driver server restart screen projector power noise leak repair spare part missing purchase warehouse label camera'
).split(' ');
const NAME_CHARACTERS = [
  ...new Set('云帆星河蓝海青禾远山明德宏达金鼎华信天成博雅恒通瑞丰安泰嘉禾锦绣鑫源盛世永昌新锐智联'),
];

const CUSTOMERS = 20_000;
const MONTHS = 60;
/** One of them is in every ticket, by turns. */
export const NEVER_TOGETHER = ['夜班', '白班'] as const;

const KINDS = ['inquiry', 'complaint', 'request', 'suggestion'];
const URGENCIES = ['normal', 'normal', 'normal', 'important', 'urgent'];
const TEAMS = ['support', 'after-sales', 'product', 'technical'];
const OPEN = ['pending', 'in-progress', 'waiting', 'resolved'];
const LAST_MONTH = Date.UTC(2026, 10, 1);

/** A made-up word: two or three ideographs by its rank. */
export function rareWord(rank: number): string {
  const at = (factor: number) => String.fromCodePoint(0x4e00 + ((rank * factor) % 3_500));
  return `${at(7_919)}${at(104_729)}${rank % 3 === 0 ? at(1_299_709) : ''}`;
}

const CHINESE = [...TRADE, ...Array.from({ length: 20_000 }, (_, i) => rareWord(i + 1))];
const LATIN = [...ENGLISH, ...Array.from({ length: 5_000 }, (_, i) => `w${((i + 1) * 40_503) % 1_000_003}`)];

/** Chance that is the same every time (Lehmer). */
function createChance(): () => number {
  let state = 20_261_122;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Fills an empty, migrated database with so many tickets. */
export async function makeTickets(client: pg.Client, count: number): Promise<void> {
  const chance = createChance();
  /** The first of `length` is chosen most: 1/x. */
  const zipf = (length: number) => Math.min(length - 1, Math.floor(Math.exp(chance() * Math.log(length + 1))) - 1);
  const word = (words: readonly string[]) => words[zipf(words.length)] ?? '';
  const sentence = (words: number) =>
    Array.from({ length: words }, (_, k) => word(CHINESE) + (k % 4 === 3 ? '，' : '')).join('');
  const perMonth = Math.ceil(count / MONTHS);
  const customers = Array.from({ length: CUSTOMERS }, (_, i) => ({ id: newId(), name: nameOf(i) }));

  await withoutTriggers(client, ['ticket', 'remark', 'customer'], async () => {
    await copy(client, 'customer (id, name, name_key, created_at, keys_version)', function* () {
      for (const { id, name } of customers) yield [id, name, name, '2021-01-01', String(KEYS_VERSION)];
    });
    const sound = await loadSound();
    await copy(client, 'customer_key (customer_id, kind, key)', function* () {
      for (const { id, name } of customers) {
        for (const { kind, key } of keysOf({ name, shortName: null, aliases: [] }, sound)) yield [id, kind, key];
      }
    });
    const ids: string[] = [];
    const remarked: string[] = [];
    await copy(
      client,
      'ticket (id, number, customer_id, kind, urgency, status, team, owner, opener, description, problem_type, policy, spoken_at, created_at, updated_at, examined_at)',
      function* () {
        for (let i = 0; i < count; i += 1) {
          const month = Math.floor(i / perMonth);
          const running = (i % perMonth) + 1;
          const first = new Date(LAST_MONTH);
          first.setUTCMonth(first.getUTCMonth() - (MONTHS - 1) + month);
          const at = new Date(first.getTime() + (20 * 86_400_000 * running) / perMonth).toISOString();
          const id = newId();
          ids.push(id);
          if (i % 5 === 2) remarked.push(id);
          const length = 12 + (i % 9);
          const said = i % 5 === 0 ? Array.from({ length }, () => word(LATIN)).join(' ') : sentence(length);
          yield [
            id,
            `C${at.slice(0, 7).replace('-', '')}${String(running).padStart(3, '0')}`,
            customers[zipf(CUSTOMERS)]?.id ?? '',
            KINDS[(i * 7) % 4] ?? '',
            URGENCIES[(i * 11) % 5] ?? '',
            i > count * 0.99 ? (OPEN[(i * 3) % 4] ?? '') : 'closed',
            TEAMS[(i * 5) % 4] ?? '',
            `agent${(i * 13) % 60}`,
            `agent${(i * 29) % 60}`,
            `${said}，${NEVER_TOGETHER[i % 2]}`,
            i % 3 === 0 ? word(TRADE) : null,
            'bench',
            ...[at, at, at, at],
          ];
        }
      },
    );
    await copy(client, 'subject (id, type, last_seq)', function* () {
      for (const id of ids) yield [id, 'ticket', '1'];
    });
    await copy(client, 'remark (subject_id, seq, body)', function* () {
      for (const id of remarked) for (const seq of ['2', '3']) yield [id, seq, sentence(10)];
    });
  });
  await client.query(
    `INSERT INTO counter (name, value) SELECT 'ticket:' || substr(number, 2, 6), max(substr(number, 8)::int) FROM ticket GROUP BY 1`,
  );
  await client.query('ANALYZE ticket, remark, customer, customer_key, counter, subject');
}

function nameOf(i: number): string {
  const n = NAME_CHARACTERS.length;
  const at = (index: number) => NAME_CHARACTERS[index % n] ?? '';
  // Of four characters in a system of their own number, so each name is one customer's.
  return `${at(i)}${at(Math.floor(i / n))}${at(Math.floor(i / n / n))}${at(i * 7 + 3)}${i % 2 === 0 ? '科技' : '贸易'}有限公司`;
}

async function withoutTriggers(client: pg.Client, tables: readonly string[], work: () => Promise<void>): Promise<void> {
  for (const table of tables) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await work();
  for (const table of tables) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
}

/** Rows of plain texts without tabs or backslashes. */
async function copy(client: pg.Client, into: string, rows: () => Iterable<readonly (string | null)[]>): Promise<void> {
  function* lines() {
    let chunk = '';
    for (const row of rows()) {
      chunk += `${row.map((value) => value ?? String.raw`\N`).join('\t')}\n`;
      if (chunk.length < 100_000) continue;
      yield chunk;
      chunk = '';
    }
    yield chunk;
  }
  await pipeline(Readable.from(lines()), client.query(copyFrom(`COPY ${into} FROM STDIN`)));
}
