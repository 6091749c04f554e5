/** What customers demand and by when (T14). */

const COUNT_ZH =
  '(?<![\\d.一二三四五六七八九十百千])(?:\\d{1,3}(?:\\.\\d)?|半|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])';
const COUNT_EN =
  '(?:\\d{1,3} ?(?:to|-) ?)?(?<countEn>\\d{1,3}(?:\\.\\d)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty-four|forty-eight|half an)';

/** `within <count> <unit>`, zh and en; groups count and unit. */
export const WITHIN = new RegExp(
  `(?<countZh>${COUNT_ZH}) ?个?(?<half>(?<=个)半)?(?<unitZh>分钟|小时|钟头|hours?|hrs?|h|mins?|工作日|天|日|周|星期|礼拜|月)(?:之内|以内|内)` +
    `|\\b(?:within|in less than|no later than)(?: the)?(?: next)? ${COUNT_EN}[ -]?(?<unitEn>minutes?|mins?|hours?|hrs?|h|(?:working|business) days?|days?|weeks?|months?)\\b`,
  'giu',
);

/** A deadline that only a calendar can turn into an instant; kept as written. */
export const BY = new RegExp(
  '(?<byZh>(?:今天|今日|当天|当日|今晚|明早|明天|明日|明晚|后天|大后天|(?:本|这|下)个?(?:周|星期|礼拜)[一二三四五六日天末]?|周[一二三四五六日天末]|星期[一二三四五六日天]|(?:本|这个?|下个?)?月底|(?:上午|中午|下午|晚上)?\\d{1,2}(?:[:：]\\d{2}|点(?:半|\\d{1,2}分?)?)(?=之?前|以前)|\\d{1,2}月\\d{1,2}[日号]?|\\d{1,2}[日号])(?:上午|中午|下午|晚上|早上|下班)?(?:\\d{1,2}(?:[:：]\\d{2}|点半?))?)(?<limit>之前|以前|前|之内|以内|内)?' +
    '|\\b(?<byWord>by|before|no later than|not later than)\\s+(?<byEn>(?:(?:the )?end of (?:the |this |next )?(?:day|week|month|business)|eod|cob|today|tonight|tomorrow(?: (?:morning|noon|afternoon|evening))?|noon|midnight|(?:this |next )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|month)|\\d{1,2}(?::\\d{2})? ?[ap]m|\\d{1,2}:\\d{2})(?: (?:today|tomorrow))?)\\b' +
    '|\\b(?<same>same[ -]day|today|tomorrow)\\b',
  'giu',
);

/** Says that it is a demand, not a story. */
export const CUE =
  /需|要求|必须|务必|请|希望|限|一定要|最迟|最晚|\b(?:needs?|needed|must|wants?|expects?|requires?|required|demands?|demanded|insists?|has to|have to|please|asap|should|asks? for|asked for|requests?|requested|at the latest)\b/iu;

/** Tells what already was, or what somebody of ours will do anyway. */
export const STORY =
  /已经?(?!超)|^之前|曾|上次|[没无未]人?(?:响应|回复|回电|联系|答复|解决|处理|修|给|有人)|(?:^|[^要需])没有|^支持|是否支持|支持\d|(?:无需|不需要?|不用|不要求|不必)|连续|多次|\b(?:was|were|had|did|didn['’]t|not needed|no need|nobody|no one|already|will be|crashed|failed|happened|does not need|doesn['’]t need|not required)\b/iu;

export const WRITTEN =
  /书面(?:的)?(?:解决|处理|整改|改进)?(?<docZh>方案|计划|回复|答复|报告|说明|材料|道歉|反馈|文件|函|形式)|出具(?:一份|正式的?)?(?:书面)?(?:整改|检测|处理|调查|分析)?(?<issuedZh>报告|说明|函|证明)|书面|\b(?:written|formal written) (?:and signed )?(?<docEn>plan|proposal|solution|reports?|answer|response|reply|explanation|statement|apology|confirmation)\b|\bin writing\b/iu;

/** A written document of this kind is the plan; any other tells the result. */
export const PLAN_DOCUMENT = /方案|计划|\b(?:plan|proposal|solution)\b/iu;

/** What is to be done, most telling first: a plan to solve is a plan, an answer that it is solved is a solution. */
export const TARGETS: readonly { readonly target: 'plan' | 'resolve' | 'first-contact'; readonly words: RegExp }[] = [
  { target: 'plan', words: /方案|计划|对策|\b(?:plan|proposal|action plan)\b/iu },
  {
    target: 'resolve',
    words:
      /解决|处理(?:完|好|掉)?|修[好复理]|恢复|完成|搞定|弄好|更换|换新|换货|退款|补发|到货|\b(?:fix(?:ed|es)?|solv(?:e|ed)|resolv(?:e|ed)|resolution|solution|repair(?:ed)?|restor(?:e|ed)|replac(?:e|ed|ement)|back up|working again|refund(?:ed)?|complet(?:e|ed)|done|delivered)\b/iu,
  },
  {
    target: 'first-contact',
    words:
      /响应|回复|回电|回访|联系|答复|反馈|回应|致电|来电|上门|到场|到现场|给(?:个|我们?)?说法|\b(?:respon[ds]e?|respond(?:ed)?|reply|replied|answer(?:ed)?|call(?: back)?|callback|called back|contact(?:ed)?|get back|hear back|feedback|visit|on[- ]site|come over)\b/iu,
  },
];

const DIGITS: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const EN_COUNTS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  'twenty-four': 24,
  'forty-eight': 48,
  'half an': 0.5,
};

/** A count as written: digits, Chinese numerals up to 99, English words; a half is 0.5. */
export function readCount(written: string): number {
  if (/^\d/u.test(written)) return Number(written);
  if (written === '半') return 0.5;
  const english = EN_COUNTS[written.toLowerCase()];
  if (english !== undefined) return english;
  const [tens, ones] = written.split('十');
  if (ones === undefined) return DIGITS[written] ?? 0;
  return (tens === '' ? 1 : (DIGITS[tens ?? ''] ?? 0)) * 10 + (DIGITS[ones] ?? 0);
}

/** The unit as the domain knows it. */
export function readUnit(written: string): 'minute' | 'hour' | 'day' | 'working-day' | 'week' | 'month' {
  if (/^(?:分钟|min)/iu.test(written)) return 'minute';
  if (/^(?:小时|钟头|h)/iu.test(written)) return 'hour';
  if (/^(?:工作日|working|business)/iu.test(written)) return 'working-day';
  if (/^(?:周|星期|礼拜|week)/iu.test(written)) return 'week';
  return /^(?:月|month)/iu.test(written) ? 'month' : 'day';
}
