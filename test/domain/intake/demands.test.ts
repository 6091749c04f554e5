import { describe, expect, it } from 'vitest';
import { findDemands } from '../../../src/domain/intake/demands.ts';
import { formatDuration } from '../../../src/domain/time.ts';

/** `target within by written`, as short as a table wants it. */
function demands(text: string): readonly string[] {
  return findDemands(text).map(({ target, within, by, written }) =>
    [target, within === null ? '-' : formatDuration(within), by ?? '-', ...(written ? ['written'] : [])].join(' '),
  );
}

describe('findDemands', () => {
  it.each<[string, readonly string[]]>([
    ['需24小时内响应', ['first-contact 1d -']],
    ['２４小时内响应', ['first-contact 1d -']],
    ['2小时内回复', ['first-contact 2h -']],
    ['两个小时内给我回电', ['first-contact 2h -']],
    ['打印机卡纸，要求半小时内联系', ['first-contact 30m -']],
    ['30分钟之内到场', ['first-contact 30m -']],
    ['请在3天内解决', ['resolve 3d -']],
    ['三个工作日内处理完', ['resolve 3wd -']],
    ['一周内修好', ['resolve 7d -']],
    ['十二小时内恢复', ['resolve 12h -']],
    ['36小时内恢复', ['resolve 36h -']],
    ['半天内修好', ['resolve 4h -']],
    ['48小时内给出解决方案', ['plan 2d -']],
    ['24小时内响应并在3天内解决', ['first-contact 1d -', 'resolve 3d -']],
    ['需24小时内', ['resolve 1d -']],
    ['明天前解决', ['resolve - 明天']],
    ['周五之前给方案', ['plan - 周五']],
    ['11月5日前修好', ['resolve - 11月5日']],
    ['要求当天上门', ['first-contact - 当天']],
    ['今天必须解决', ['resolve - 今天']],
    ['需要书面解决方案', ['plan - - written']],
    ['需要书面报告', ['resolve - - written']],
    ['要求出具检测报告', ['resolve - - written']],
    ['3天内提供书面报告', ['resolve 3d - written']],
    ['2小时内回复，需要书面解决方案', ['first-contact 2h -', 'plan - - written']],
    ['within 4 hours', ['resolve 4h -']],
    ['please reply within 4 hours', ['first-contact 4h -']],
    ['We need it fixed within 2 business days.', ['resolve 2wd -']],
    ['must be resolved by Friday', ['resolve - Friday']],
    ['they want a call back before noon', ['first-contact - noon']],
    ['fix it by end of day, please', ['resolve - end of day']],
    ['wants a written report', ['resolve - - written']],
    ['they demand a written plan within 24 hours', ['plan 1d - written']],
    ['please confirm in writing', ['resolve - - written']],
    ['reply within an hour and fix within two days', ['first-contact 1h -', 'resolve 2d -']],
    ['24h内响应', ['first-contact 1d -']],
    ['2.5小时内解决', ['resolve 150m -']],
    ['一个半小时内回复', ['first-contact 90m -']],
    ['1-2小时内回复', ['first-contact 2h -']],
    ['within 24 to 48 hours reply please', ['first-contact 2d -']],
    ['下午3点前回电', ['first-contact - 下午3点']],
    ['请于11月5日前提供书面整改方案', ['plan - 11月5日 written']],
    ['need a written explanation by Friday', ['resolve - Friday written']],
    ['希望周一上门', ['first-contact - 周一']],
    ['Please call me back today', ['first-contact - today']],
    ['请2小时内回复', ['first-contact 2h -']],
    ['请明天之前解决', ['resolve - 明天']],
    ['请3日内回复', ['first-contact 3d -']],
    ['一天内修好', ['resolve 1d -']],
    ['1.5天内解决', ['resolve 36h -']],
    ['within 1.5 days please fix it', ['resolve 36h -']],
    ['两个半工作日内解决', ['resolve 3wd -']],
    ['1.5周内解决', ['resolve 11d -']],
    ['2.3小时内回复', ['first-contact 138m -']],
    ['十天内解决', ['resolve 10d -']],
    ['二十小时内恢复', ['resolve 20h -']],
    ['二十四小时内响应', ['first-contact 1d -']],
    ['三十分钟内到场', ['first-contact 30m -']],
    ['半个月内解决', ['resolve 15d -']],
    ['一个月内给方案', ['plan 30d -']],
    ['it must be fixed within two months', ['resolve 60d -']],
    ['please reply within a week', ['first-contact 7d -']],
    ['明天前解决并在2小时内回复', ['resolve - 明天', 'first-contact 2h -']],
    ['fix it within two days and reply within an hour', ['resolve 2d -', 'first-contact 1h -']],
    ['2小时内回复并在3天内提供书面报告', ['first-contact 2h -', 'resolve 3d - written']],
    ['they need a same-day repair', ['resolve - same-day']],
    // no demand
    ['今天打印机卡纸请处理', []],
    ['14:30卡纸请处理', []],
    ['the printer broke today please fix it', []],
    ['7天内无理由退货', []],
    ['支持7天内退款吗', []],
    ['三百五十天内解决', []],
    ['2小时内没人回复', []],
    ['24小时内已经卡了三次', []],
    ['已在2小时内回复', []],
    ['没有书面方案', []],
    ['无需书面回复', []],
    ['昨天解决过一次', []],
    ['明天再联系', []],
    ['今天打印机卡纸', []],
    ['打印机频繁卡纸，影响二楼所有人', []],
    ['3天前报错', []],
    ['within 4 hours it crashed twice', []],
    ['it was fixed within 2 hours', []],
    ['nobody replied within 2 hours', []],
    ['the printer broke today', []],
    ['0小时内解决', []],
    ['', []],
    ['有效期3天内', []],
    ['必须周五之前', []],
    ['please fix the big printer on the second floor today', []],
    ['please fix whatever made the calendar choose the same day twice', []],
    ['please fix the booking page: the same-day delivery option is not done', []],
  ])('%j', (text, expected) => expect(demands(text)).toEqual(expected));

  it('keeps the clause that says so', () => {
    expect(findDemands('打印机卡纸，客户需24小时内响应。谢谢')[0]?.words).toBe('客户需24小时内响应');
    expect(findDemands('It jams. We need it fixed within 2 days . Thanks.')[0]?.words).toBe(
      'We need it fixed within 2 days',
    );
    expect(findDemands('It must be fixed by Friday.')[0]?.words).toBe('It must be fixed by Friday');
  });

  it('reads no clause beyond its first 300 characters, and no text beyond its first 20,000', () => {
    expect(findDemands(`需24小时内响应${'很'.repeat(400)}`)[0]?.words).toHaveLength(300);
    expect(findDemands(`${'很'.repeat(400)}需24小时内响应`)).toEqual([]);
    expect(findDemands(`${'卡纸，'.repeat(6_000)}需24小时内响应`)).toHaveLength(1);
    expect(findDemands(`${'卡纸，'.repeat(7_000)}需24小时内响应`)).toEqual([]);
  });
});
