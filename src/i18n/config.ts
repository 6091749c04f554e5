import type { Nothing, PolicyProblemParams, ProblemOf } from '../domain/policy/fault.ts';
import type { Locale } from '../domain/vocabulary.ts';

/** What can be wrong in the environment and in the files themselves, besides the problems of a policy. */
export interface ConfigProblemParams extends PolicyProblemParams {
  'bad-port': Nothing;
  'bad-url': { readonly schemes: readonly string[] };
  'bad-database-url': Nothing;
  'bad-host': Nothing;
  'bad-log-level': { readonly choices: readonly string[] };
  'bad-prefix': { readonly prefix: string };
  'bad-digits': Nothing;
  'bad-aes-key': Nothing;
  'has-blanks': Nothing;
  /** `place` counts entries from 1. */
  'bad-webhook': { readonly place: number };
  'webhook-twice': { readonly name: string };
  /** The variable is needed because others of its group are set; `near`: a variable that looks like a slip of it. */
  'group-incomplete': { readonly because: readonly string[]; readonly near: string | null };
  'slack-way-missing': { readonly near: string | null };
  'no-such-webhook': { readonly name: string };
  /** The app's callback and its forms have a public address. */
  'address-needed': Nothing;
  'file-missing': Nothing;
  'file-not-regular': Nothing;
  'file-unreadable': { readonly code: string };
  'file-too-large': { readonly limitKib: number };
  'file-not-utf8': Nothing;
  'yaml-duplicate-key': Nothing;
  'yaml-tab': Nothing;
  'yaml-several-documents': Nothing;
  'yaml-circle': Nothing;
  /** `detail` is the parser's own word, in English. */
  'yaml-syntax': { readonly detail: string };
}

export type ConfigProblem = ProblemOf<ConfigProblemParams>;

/** What runs and what does not, for the one line at start. */
export interface ConfigSummary {
  readonly slack: 'off' | 'http' | 'socket';
  /** Parts of WeCom that are on; none is off. */
  readonly wecom: readonly ('app' | 'bot' | 'webhooks')[];
  readonly database: 'embedded' | 'server';
  readonly policy: { readonly origin: 'file' | 'preset'; readonly name: string };
}

type Texts = { readonly [K in keyof ConfigProblemParams]: (params: ConfigProblemParams[K]) => string } & {
  readonly heading: (count: number) => string;
  readonly example: (example: string) => string;
  readonly summary: (summary: ConfigSummary) => string;
};

const en: Texts = {
  heading: (count) => (count === 1 ? 'The configuration has 1 fault:' : `The configuration has ${count} faults:`),
  example: (example) => `for example: ${example}`,
  summary: ({ slack, wecom, database, policy }) => {
    const ways = { off: 'off (no SLACK_ variables)', http: 'on (HTTP)', socket: 'on (Socket Mode)' };
    return [
      `Slack ${ways[slack]}`,
      wecom.length === 0 ? 'WeCom off (no WECOM_ variables)' : `WeCom on (${wecom.join(', ')})`,
      `playground ${slack === 'off' && wecom.length === 0 ? 'on (no platform is configured)' : 'off'}`,
      database === 'embedded' ? 'database embedded (no DATABASE_URL)' : 'database from DATABASE_URL',
      policy.origin === 'file' ? `policy from ${policy.name}` : `policy: preset ${policy.name} (no policy file)`,
    ].join(' · ');
  },
  'unknown-key': ({ name, near }) =>
    `there is no setting called "${name}"${near === null ? '' : `; is "${near}" meant?`}`,
  'wrong-type': ({ expected, quotable }) => {
    const kinds = { text: 'text', list: 'a list', mapping: 'a mapping of keys to values', number: 'a whole number' };
    return `expected ${kinds[expected]}${quotable === null ? '' : `; put it in quotes: ${quotable}`}`;
  },
  'not-one-of': ({ choices, near }) =>
    `expected one of ${choices.join(', ')}${near === null ? '' : `; is "${near}" meant?`}`,
  'bad-duration': () => 'expected a length of time: a whole number with s, m, h, d or wd, or off',
  'bad-length': () => 'expected a length of more than zero and at most 366 days',
  'bad-span': () => 'expected a part of the day, HH:MM-HH:MM',
  'bad-date': () => 'expected a date that exists, YYYY-MM-DD',
  'bad-days': () => 'expected a number of days, or off',
  'bad-whole-days': () => 'expected a number of days of at least 1d',
  'bad-working-days': () => 'expected a number of working days from 1wd to 99wd',
  'bad-displeased': () => 'expected a number from 1 to 100, or off',
  'second-talk-order': () => 'secondUntil must not come before secondFrom',
  'cadence-ahead': () => 'ahead must be shorter than every: nobody can be asked before the last talk',
  'cadence-twice': ({ ask }) => `"${ask}" stands twice for this tier: keep the shorter one`,
  'bad-share': () => 'expected a share between 0% and 100%, or off',
  'bad-zone': () => 'expected the IANA name of a time zone',
  'bad-name': () => 'expected a name of 1 to 64 characters on one line',
  'bad-key': ({ name }) => `"${name}" cannot be a key: use letters, digits, ".", "_" and "-", at most 64`,
  'bad-slack-account': () => 'expected a Slack user id (from the profile: Copy member ID), not a name',
  'bad-slack-channel': () => 'expected a Slack channel id (at the foot of the channel details), not a name',
  'bad-wecom-account': () => 'expected a WeCom user id (the account in the address book)',
  'bad-wecom-channel': () => 'expected bot:CHATID, app:CHATID or webhook:NAME',
  'bad-playground-id': () => 'expected a short word without blanks',
  'bad-holidays': () => 'expected CN, none or a list of dates',
  'bad-clock': () => 'expected a length of time, or lengths by urgency (urgent, important, normal, complex)',
  'bad-customers': () => 'expected a number of customers from 2 to 100, or off',
  'empty-list': () => 'expected at least one entry',
  'out-of-range': ({ least, most }) =>
    most === null ? `expected a number of at least ${least}` : `expected a number of at most ${most}`,
  'hours-order': () => 'working hours must be in order and must not overlap',
  'hours-past-midnight': () => 'working hours end at 24:00; write what is after midnight as hours of its own',
  'rest-all-day': () => 'rest time covers the whole day, so that nothing could ever be sent',
  'date-twice': ({ date }) => `${date} is both off and working`,
  'no-such-person': ({ name, near }) =>
    `nobody under people has the key "${name}"${near === null ? '' : `; is "${near}" meant?`}`,
  'no-such-team': ({ name, near }) => `no team has the key "${name}"${near === null ? '' : `; is "${near}" meant?`}`,
  'no-such-audience': ({ name, near }) =>
    `"${name}" is neither owner, direct_leader, team, lead, manager or head nor a key of people${near === null ? '' : `; is "${near}" meant?`}`,
  'reserved-name': ({ name }) => `"${name}" is a word of the escalation ladder and cannot be a person's key`,
  'account-twice': ({ platform, other }) => `this ${platform} account already belongs to "${other}"`,
  'kind-twice': ({ kind, other }) => `"${kind}" is already handled by team "${other}"`,
  'kind-unhandled': ({ kind }) => `no team handles "${kind}"; add it to the handles of one`,
  'tier-looser': ({ base }) =>
    `looser than the ${base} of every customer: a tier only tightens; shorten it or leave it out`,
  'ladder-order': () => 'each step of the ladder must come later than the one before',
  'repeat-without-times': () => 'repeat needs times: how often it is said again',
  'times-without-repeat': () => 'times needs repeat: how long after it is said again',
  'bad-time': () => 'expected a time of day, HH:MM',
  'rota-twice': () => 'duty goes by the week or by days: keep weekly or days',
  'start-without-weeks': () => 'start belongs to weekly: who has duty, in turn',
  'bad-daily': () => 'expected a number of messages from 1 to 1000, or off',
  'bad-gathering': () => 'expected a length from 1m to 24h',
  'gather-without-limit': () => 'gather needs daily: how many messages a day are too many',
  'bad-port': () => 'expected a port number from 0 to 65535 (0: any free one)',
  'bad-url': ({ schemes }) =>
    `expected an address starting with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
  'bad-database-url': () => 'expected a PostgreSQL address with a database name (value withheld)',
  'bad-host': () => 'expected a host name or an IP address, without port and scheme',
  'bad-log-level': ({ choices }) => `expected one of ${choices.join(', ')}`,
  'bad-prefix': ({ prefix }) => `expected a token starting with ${prefix} (value withheld)`,
  'bad-digits': () => 'expected digits only',
  'bad-aes-key': () => 'expected 43 letters and digits (value withheld)',
  'has-blanks': () => 'must not contain blanks (value withheld)',
  'bad-webhook': ({ place }) => `entry ${place}: expected name=key, entries separated by commas (value withheld)`,
  'webhook-twice': ({ name }) => `"${name}" is named twice`,
  'group-incomplete': ({ because, near }) =>
    `missing, but needed because ${because.join(', ')} ${because.length === 1 ? 'is' : 'are'} set${near === null ? '' : `; is ${near} meant?`}`,
  'slack-way-missing': ({ near }) =>
    `missing: SLACK_BOT_TOKEN needs SLACK_SIGNING_SECRET (requests over HTTP) or SLACK_APP_TOKEN (Socket Mode)${near === null ? '' : `; is ${near} meant?`}`,
  'no-such-webhook': ({ name }) => `WECOM_WEBHOOKS has no entry called "${name}"`,
  'address-needed': () =>
    "missing, but needed because WECOM_CORP_ID is set: forms of WeCom's app are pages at this address",
  'file-missing': () => 'there is no such file',
  'file-not-regular': () => 'this is not a file',
  'file-unreadable': ({ code }) => `the file cannot be read (${code})`,
  'file-too-large': ({ limitKib }) => `the file is larger than ${limitKib} KiB`,
  'file-not-utf8': () => 'the file is not UTF-8 text; save it as UTF-8',
  'yaml-duplicate-key': () => 'this key stands twice in its mapping',
  'yaml-tab': () => 'tabs cannot indent; use blanks',
  'yaml-several-documents': () => 'expected one document; remove the line "---"',
  'yaml-circle': () => 'an alias (*) points at something that contains it, or at nothing',
  'yaml-syntax': ({ detail }) => `not readable as YAML: ${detail}`,
};

const zh: Texts = {
  heading: (count) => `配置有 ${count} 处错误：`,
  example: (example) => `例如：${example}`,
  summary: ({ slack, wecom, database, policy }) => {
    const ways = { off: '关闭（未设置 SLACK_ 变量）', http: '开启（HTTP）', socket: '开启（Socket Mode）' };
    return [
      `Slack ${ways[slack]}`,
      wecom.length === 0 ? '企业微信 关闭（未设置 WECOM_ 变量）' : `企业微信 开启（${wecom.join('、')}）`,
      `演练场 ${slack === 'off' && wecom.length === 0 ? '开启（未配置任何平台）' : '关闭'}`,
      database === 'embedded' ? '数据库 内置（未设置 DATABASE_URL）' : '数据库 来自 DATABASE_URL',
      policy.origin === 'file' ? `规则文件 ${policy.name}` : `规则 预设 ${policy.name}（无规则文件）`,
    ].join(' · ');
  },
  'unknown-key': ({ name, near }) => `没有名为“${name}”的设置${near === null ? '' : `，是否想写“${near}”？`}`,
  'wrong-type': ({ expected, quotable }) => {
    const kinds = { text: '文字', list: '列表', mapping: '键值映射', number: '整数' };
    return `此处应为${kinds[expected]}${quotable === null ? '' : `，请加引号：${quotable}`}`;
  },
  'not-one-of': ({ choices, near }) =>
    `应为以下之一：${choices.join('、')}${near === null ? '' : `；是否想写“${near}”？`}`,
  'bad-duration': () => '应为时长：整数加 s、m、h、d 或 wd，或者 off',
  'bad-length': () => '时长应大于零且不超过 366 天',
  'bad-span': () => '应为一天中的时段，格式 HH:MM-HH:MM',
  'bad-date': () => '应为真实存在的日期，格式 YYYY-MM-DD',
  'bad-days': () => '应为天数，或者 off',
  'bad-whole-days': () => '应为至少 1d 的天数',
  'bad-working-days': () => '应为 1wd 到 99wd 的工作日数',
  'bad-displeased': () => '应为 1 到 100 的数字，或者 off',
  'second-talk-order': () => 'secondUntil 不能早于 secondFrom',
  'cadence-ahead': () => 'ahead 须短于 every：不能在上次沟通之前就提醒',
  'cadence-twice': ({ ask }) => `同一等级里“${ask}”写了两次，请保留较短的一条`,
  'bad-share': () => '应为 0% 与 100% 之间的比例，或者 off',
  'bad-zone': () => '应为 IANA 时区名称',
  'bad-name': () => '应为一行、1 至 64 个字符的名称',
  'bad-key': ({ name }) => `“${name}”不能作键名：只可用文字、数字和 “.” “_” “-”，最长 64 个字符`,
  'bad-slack-account': () => '应为 Slack 用户 ID（在个人资料中复制成员 ID），不是姓名',
  'bad-slack-channel': () => '应为 Slack 频道 ID（在频道详情底部），不是频道名',
  'bad-wecom-account': () => '应为企业微信帐号（通讯录中的账号）',
  'bad-wecom-channel': () => '应为 bot:CHATID、app:CHATID 或 webhook:NAME',
  'bad-playground-id': () => '应为不含空格的短词',
  'bad-holidays': () => '应为 CN、none 或日期列表',
  'bad-clock': () => '应为一个时长，或按紧急程度（urgent、important、normal、complex）分列的时长',
  'bad-customers': () => '应为 2 到 100 之间的客户数，或者 off',
  'empty-list': () => '至少需要一项',
  'out-of-range': ({ least, most }) => (most === null ? `不应小于 ${least}` : `不应大于 ${most}`),
  'hours-order': () => '工作时段须按先后排列且不得重叠',
  'hours-past-midnight': () => '工作时段最晚到 24:00，跨过零点的部分请另写一段',
  'rest-all-day': () => '休息时间覆盖了全天，任何消息都无法发出',
  'date-twice': ({ date }) => `${date} 同时列为休息日和工作日`,
  'no-such-person': ({ name, near }) => `people 中没有键名“${name}”${near === null ? '' : `，是否想写“${near}”？`}`,
  'no-such-team': ({ name, near }) => `没有键名为“${name}”的部门${near === null ? '' : `，是否想写“${near}”？`}`,
  'no-such-audience': ({ name, near }) =>
    `“${name}”既不是 owner、direct_leader、team、lead、manager、head，也不是 people 的键名${near === null ? '' : `，是否想写“${near}”？`}`,
  'reserved-name': ({ name }) => `“${name}”是升级阶梯的用词，不能作人员键名`,
  'account-twice': ({ platform, other }) => `这个 ${platform} 帐号已属于“${other}”`,
  'kind-twice': ({ kind, other }) => `“${kind}”已由部门“${other}”受理`,
  'kind-unhandled': ({ kind }) => `没有部门受理“${kind}”，请加到某个部门的 handles`,
  'tier-looser': ({ base }) => `比所有客户通用的 ${base} 还宽松：等级只能收紧，请缩短或删去`,
  'ladder-order': () => '阶梯的每一级都须晚于前一级',
  'repeat-without-times': () => '写了 repeat 还须写 times：重复几次',
  'times-without-repeat': () => '写了 times 还须写 repeat：隔多久重复',
  'bad-time': () => '应为一天中的时刻，格式 HH:MM',
  'rota-twice': () => '值班要么按周（weekly），要么按天（days），请只留一种',
  'start-without-weeks': () => 'start 要和 weekly 一起用：按周轮到谁',
  'bad-daily': () => '应为 1 到 1000 条，或者 off',
  'bad-gathering': () => '应为 1m 到 24h 的时长',
  'gather-without-limit': () => '写了 gather 还须写 daily：一天超过几条就合并',
  'bad-port': () => '应为 0 到 65535 的端口号（0 表示任意空闲端口）',
  'bad-url': ({ schemes }) => `应为以 ${schemes.map((scheme) => `${scheme}//`).join(' 或 ')} 开头的地址`,
  'bad-database-url': () => '应为带数据库名的 PostgreSQL 地址（原值不予显示）',
  'bad-host': () => '应为主机名或 IP 地址，不带端口和协议',
  'bad-log-level': ({ choices }) => `应为以下之一：${choices.join('、')}`,
  'bad-prefix': ({ prefix }) => `应为以 ${prefix} 开头的令牌（原值不予显示）`,
  'bad-digits': () => '只能是数字',
  'bad-aes-key': () => '应为 43 位字母和数字（原值不予显示）',
  'has-blanks': () => '不得含有空白字符（原值不予显示）',
  'bad-webhook': ({ place }) => `第 ${place} 项：应为 名称=密钥，各项用逗号分隔（原值不予显示）`,
  'webhook-twice': ({ name }) => `“${name}”出现了两次`,
  'group-incomplete': ({ because, near }) =>
    `缺失；既已设置 ${because.join('、')}，就必须设置它${near === null ? '' : `，是否误写成了 ${near}？`}`,
  'slack-way-missing': ({ near }) =>
    `缺失：有了 SLACK_BOT_TOKEN，还需要 SLACK_SIGNING_SECRET（HTTP 请求）或 SLACK_APP_TOKEN（Socket Mode）${near === null ? '' : `；是否误写成了 ${near}？`}`,
  'no-such-webhook': ({ name }) => `WECOM_WEBHOOKS 中没有名为“${name}”的一项`,
  'address-needed': () => '缺少：已设置 WECOM_CORP_ID，企业微信应用的表单是该地址下的网页',
  'file-missing': () => '文件不存在',
  'file-not-regular': () => '这不是一个文件',
  'file-unreadable': ({ code }) => `文件无法读取（${code}）`,
  'file-too-large': ({ limitKib }) => `文件超过 ${limitKib} KiB`,
  'file-not-utf8': () => '文件不是 UTF-8 文本，请另存为 UTF-8',
  'yaml-duplicate-key': () => '同一处出现了两个相同的键',
  'yaml-tab': () => '不能用制表符缩进，请用空格',
  'yaml-several-documents': () => '只应有一个文档，请删去“---”一行',
  'yaml-circle': () => '别名（*）指向包含它自身的内容，或没有所指',
  'yaml-syntax': ({ detail }) => `不是合法的 YAML：${detail}`,
};

const TEXTS: Readonly<Record<Locale, Texts>> = { en, 'zh-CN': zh };

/** The sentence about a problem. No value that could be a secret is in any. */
export function describeProblem(problem: ConfigProblem, locale: Locale): string {
  return sentence(TEXTS[locale], problem);
}

function sentence<K extends keyof ConfigProblemParams>(
  texts: { readonly [P in K]: (params: ConfigProblemParams[P]) => string },
  problem: { readonly key: K; readonly params: ConfigProblemParams[K] },
): string {
  return texts[problem.key](problem.params);
}

/** The line above a list of faults. */
export function describeFaultCount(count: number, locale: Locale): string {
  return TEXTS[locale].heading(count);
}

/** The line that shows what would be accepted. */
export function describeExample(example: string, locale: Locale): string {
  return TEXTS[locale].example(example);
}

/** One line about what is on and off, and why. */
export function describeSummary(summary: ConfigSummary, locale: Locale): string {
  return TEXTS[locale].summary(summary);
}
