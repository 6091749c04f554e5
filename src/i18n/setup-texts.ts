import type { Locale } from '../domain/vocabulary.ts';

/** What `npm run init` asks, writes as comments, and finds at the platforms. */
export interface SetupTexts {
  readonly description: string;
  readonly options: Readonly<Record<OptionName, string>>;
  readonly hello: string;
  readonly ask: {
    readonly language: string;
    readonly timezone: string;
    readonly teams: string;
    readonly platform: string;
    readonly slackWay: string;
    readonly wecomWay: string;
    readonly token: (p: { name: string; where: string }) => string;
    readonly adminName: string;
    readonly adminSlack: string;
    readonly adminWecom: string;
    readonly overwrite: (p: { files: string }) => string;
  };
  readonly teamNames: Readonly<Record<string, string>>;
  readonly where: Readonly<Partial<Record<string, string>>>;
  readonly wrong: {
    readonly choice: (p: { choices: string }) => string;
    readonly timezone: string;
    readonly noTeam: string;
    readonly tooManyTeams: string;
    readonly teamName: (p: { name: string }) => string;
    readonly account: string;
    readonly quotes: string;
    readonly name: string;
    readonly unknownFlag: (p: { flag: string; value: string; problem: string }) => string;
  };
  readonly exists: (p: { files: string }) => string;
  /** Answers that mean yes, in lower case. */
  readonly yes: readonly string[];
  readonly kept: string;
  readonly aborted: string;
  readonly wrote: (p: { file: string }) => string;
  readonly keptOld: (p: { file: string }) => string;
  readonly policy: {
    readonly head: string;
    readonly locale: string;
    readonly workingTime: string;
    readonly holidays: string;
    readonly teams: string;
    readonly channels: string;
    readonly people: string;
    readonly person: string;
    readonly more: string;
  };
  readonly env: {
    readonly head: string;
    readonly port: string;
    readonly playground: string;
    readonly way: Readonly<Record<'slack-socket' | 'slack-http' | 'wecom-app' | 'wecom-bot', string>>;
  };
  /** Before the tokens of a way are asked: how to come by them. */
  readonly beforeTokens: Readonly<Record<'slack-socket' | 'slack-http' | 'wecom-app' | 'wecom-bot', string>>;
  readonly checking: (p: { platform: string }) => string;
  readonly finding: FindingTexts;
  readonly next: (p: { playground: boolean; missing: readonly string[] }) => readonly string[];
}

type OptionName =
  | 'language'
  | 'timezone'
  | 'teams'
  | 'platform'
  | 'admin'
  | 'adminSlack'
  | 'adminWecom'
  | 'directory'
  | 'yes'
  | 'force'
  | 'noCheck';

/** What a check found, each with what to do. */
export interface FindingTexts {
  readonly slackIs: (p: { team: string; bot: string }) => string;
  readonly slackRefused: (p: { code: string }) => string;
  readonly slackScopes: (p: { scopes: string }) => string;
  readonly slackScopesFine: string;
  readonly slackSocketFine: string;
  readonly slackSocketRefused: (p: { code: string }) => string;
  readonly slackSecretUnseen: string;
  readonly wecomIs: (p: { app: string }) => string;
  readonly wecomRefused: (p: { errcode: number; cure: string }) => string;
  readonly wecomCallbackUnseen: string;
  readonly botFine: string;
  readonly botRefused: (p: { errcode: number; cure: string }) => string;
  readonly unreached: (p: { platform: string; reason: string }) => string;
  readonly incomplete: (p: { names: string }) => string;
}

const SLACK_APP = 'api.slack.com/apps';

const en: SetupTexts = {
  description: 'Asks a few questions and writes .env and policy.yaml. Nothing that is there is overwritten unasked.',
  options: {
    language: 'language of the bot: zh-CN or en',
    timezone: 'zone of the company, Asia/Shanghai',
    teams: 'teams that answer customers, separated by commas; the first takes what no other handles',
    platform: 'slack-socket, slack-http, wecom-app, wecom-bot, several with commas, or none',
    admin: 'your name: you become the administrator',
    adminSlack: 'your member ID in Slack, U0123456789',
    adminWecom: 'your account in WeCom',
    directory: 'where to write (default: here)',
    yes: 'take the usual answer wherever no option is given, and ask nothing',
    force: 'overwrite; the old files are kept beside',
    noCheck: 'do not ask the platforms whether the tokens are right',
  },
  hello: 'A few questions; Enter takes the answer in brackets, Ctrl-C ends without having written anything.',
  ask: {
    language: 'Language of the bot, zh-CN or en',
    timezone: 'Time zone of the company',
    teams: 'Teams that answer customers, separated by commas (the first takes what no other handles)',
    platform: 'Platform: slack, wecom, both, or none (the playground in the browser)',
    slackWay: 'Slack over socket (works behind a firewall) or http (this server has a public address)',
    wecomWay: 'WeCom by bot (AI bot, works behind a firewall), app (own application), or both',
    token: ({ name, where }) => `${name} (${where}; Enter: later)`,
    adminName: 'Your name: you become the administrator (Enter: nobody yet)',
    adminSlack: 'Your member ID in Slack (your profile → ⋮ → Copy member ID; Enter: later)',
    adminWecom: 'Your account in WeCom (the admin console shows it beside your name; Enter: later)',
    overwrite: ({ files }) => `There is already ${files}. Write anew and keep the old beside it? yes or no`,
  },
  teamNames: {
    support: 'Support',
    'after-sales': 'After-sales',
    product: 'Product',
    sales: 'Sales',
    technical: 'Technical',
    finance: 'Finance',
    'customer-success': 'Customer success',
  },
  where: {
    SLACK_BOT_TOKEN: `${SLACK_APP} → your app → OAuth & Permissions → Bot User OAuth Token, xoxb-…`,
    SLACK_APP_TOKEN: `${SLACK_APP} → your app → Basic Information → App-Level Tokens, scope connections:write, xapp-…`,
    SLACK_SIGNING_SECRET: `${SLACK_APP} → your app → Basic Information → Signing Secret`,
    WECOM_CORP_ID: 'work.weixin.qq.com → My company → Company ID',
    WECOM_AGENT_ID: 'work.weixin.qq.com → Apps → your app → AgentId',
    WECOM_SECRET: 'the same page → Secret',
    WECOM_TOKEN: 'the same page → Receive messages → Token',
    WECOM_ENCODING_AES_KEY: 'beside it → EncodingAESKey, 43 characters',
    BASE_URL: 'public address of this server, https://huiyin.example.com',
    WECOM_BOT_ID: 'work.weixin.qq.com → AI bot → API mode, long connection → Bot ID',
    WECOM_BOT_SECRET: 'beside it → Secret',
  },
  wrong: {
    choice: ({ choices }) => `Please answer one of: ${choices}`,
    timezone: 'No such zone. Write an IANA name: Asia/Shanghai, Europe/London, America/New_York',
    noTeam: 'At least one team, please. For example: Support, After-sales',
    tooManyTeams: 'At most 20 teams here; more can be added to policy.yaml.',
    teamName: ({ name }) => `“${name}” cannot be a name: at most 64 characters, no invisible ones.`,
    account: 'That is no account: letters, digits and . _ - @ only. Enter: later',
    quotes: 'No token has every kind of quotes in it. Copy it anew.',
    name: 'At most 64 characters, no invisible ones.',
    unknownFlag: ({ flag, value, problem }) => `--${flag} ${value}: ${problem}`,
  },
  exists: ({ files }) =>
    `There is already ${files}; nothing was written. Add --force to write anew and keep the old beside it.`,
  yes: ['y', 'yes'],
  kept: 'Nothing was written.',
  aborted: 'Ended; nothing was written.',
  wrote: ({ file }) => `written: ${file}`,
  keptOld: ({ file }) => `the old one is kept: ${file}`,
  policy: {
    head: 'The rules of your customer work, made by npm run init. Everything that is not said here is as in the\nhandbook; docs/policy.example.yaml shows every key. A change is taken up while the bot runs.\nCheck it with: npm run check-config',
    locale: 'zh-CN | en; teams and people may have their own',
    workingTime: 'When clocks run that are not urgent. Urgent ones run round the clock.',
    holidays: 'CN: public holidays and make-up days of China; none; or a list of dates off',
    teams:
      'Teams, the kinds of tickets that each takes first, and where it works. Invite the bot to a channel\n(/invite @huiyin): it says the line to put here.',
    channels: 'where its cards and reminders go',
    people: 'Staff by a short key. role: agent | lead | manager | admin.',
    person: 'wang: { name: Wang, team: support, role: lead, slack: U0123456789, wecom: wang }',
    more: 'Who leads a team is told when its deadlines pass: add lead, manager and head (keys of people) to a team.\nTry a change on what has happened before you make it: npm run simulate',
  },
  env: {
    head: 'Made by npm run init. It holds secrets: keep it to yourself.\nCheck it with: npm run check-config',
    port: 'Where the web server listens.',
    playground: 'No platform: the playground runs, on this machine alone. Tokens can be added later.',
    way: {
      'slack-socket': 'Slack over Socket Mode.',
      'slack-http': 'Slack over HTTP: /slack/events of this server.',
      'wecom-app': 'WeCom application: its callback is /wecom/callback under BASE_URL.',
      'wecom-bot': "WeCom's AI bot over a long connection.",
    },
  },
  beforeTokens: {
    'slack-socket': `No app yet? ${SLACK_APP} → Create New App → From a manifest: paste what npm run manifest -- --socket --locale en prints, then Install to Workspace.`,
    'slack-http': `No app yet? ${SLACK_APP} → Create New App → From a manifest: paste what npm run manifest -- --base-url ADDRESS --locale en prints, then Install to Workspace.`,
    'wecom-app': 'No application yet? work.weixin.qq.com → Apps → Create; docs/wecom.md goes through it step by step.',
    'wecom-bot': 'No bot yet? work.weixin.qq.com → AI bot → Create, API mode with long connection; see docs/wecom.md.',
  },
  checking: ({ platform }) => `Asking ${platform} …`,
  finding: {
    slackIs: ({ team, bot }) => `ok   Slack: workspace ${team}, bot @${bot}`,
    slackRefused: ({ code }) =>
      `NOT  Slack refuses SLACK_BOT_TOKEN ("${code}"). Copy it anew: ${SLACK_APP} → your app → OAuth & Permissions → Install to Workspace.`,
    slackScopes: ({ scopes }) =>
      `NOT  Slack: the bot lacks ${scopes}. ${SLACK_APP} → your app → App Manifest: paste what npm run manifest -- --socket prints (--base-url ADDRESS for HTTP), save, then Reinstall to Workspace.`,
    slackScopesFine: 'ok   Slack: the bot may do all that it needs',
    slackSocketFine: 'ok   Slack: Socket Mode connects',
    slackSocketRefused: ({ code }) =>
      `NOT  Slack refuses SLACK_APP_TOKEN ("${code}"). ${SLACK_APP} → your app → Basic Information → App-Level Tokens: one with connections:write; and Socket Mode → Enable.`,
    slackSecretUnseen:
      '?    Slack: SLACK_SIGNING_SECRET shows itself with the first request. When commands are answered with "not authorized", copy it anew.',
    wecomIs: ({ app }) => `ok   WeCom: application ${app}`,
    wecomRefused: ({ errcode, cure }) => `NOT  WeCom refuses the application (code ${errcode}). ${cure}`,
    wecomCallbackUnseen:
      '?    WeCom: WECOM_TOKEN and WECOM_ENCODING_AES_KEY show themselves when you save the callback address: start the bot first, then save BASE_URL/wecom/callback.',
    botFine: 'ok   WeCom: the AI bot connects',
    botRefused: ({ errcode, cure }) => `NOT  WeCom does not let the AI bot connect (code ${errcode}). ${cure}`,
    unreached: ({ platform, reason }) =>
      `?    ${platform} cannot be reached from here (${reason}). Check the network, then: npm run init`,
    incomplete: ({ names }) => `-    not checked, still missing in .env: ${names}`,
  },
  next: ({ playground, missing }) => [
    'Next:',
    ...(missing.length > 0 ? [`  fill in .env: ${missing.join(', ')}`] : []),
    '  npm run check-config',
    '  npm start',
    playground
      ? '  open http://127.0.0.1:3000/ and press what it offers'
      : '  invite the bot to a channel (/invite @huiyin): it says what to try, and the line for policy.yaml',
  ],
};

const zh: SetupTexts = {
  description: '问几个问题，写出 .env 和 policy.yaml。已有的文件不问不覆盖。',
  options: {
    language: '机器人的语言：zh-CN 或 en',
    timezone: '公司所在时区，如 Asia/Shanghai',
    teams: '接待客户的部门，用逗号分开；第一个部门兜底',
    platform: 'slack-socket、slack-http、wecom-app、wecom-bot，可用逗号连写；或 none',
    admin: '您的姓名，您将成为管理员',
    adminSlack: '您在 Slack 的成员 ID，如 U0123456789',
    adminWecom: '您在企业微信的账号',
    directory: '写到哪个目录（默认：当前目录）',
    yes: '没有给出的选项都用默认值，不提问',
    force: '覆盖；旧文件会留在旁边',
    noCheck: '不向平台核对令牌',
  },
  hello: '问几个问题；直接回车用方括号里的答案，Ctrl-C 退出且什么都不写。',
  ask: {
    language: '机器人的语言，zh-CN 或 en',
    timezone: '公司所在时区',
    teams: '接待客户的部门，用逗号分开（第一个部门兜底）',
    platform: '平台：slack、wecom、both（两个都用）或 none（只在浏览器里试用）',
    slackWay: 'Slack 用 socket（可在防火墙后面）还是 http（本机有公网地址）',
    wecomWay: '企业微信用 bot（智能机器人，可在防火墙后面）、app（自建应用）还是 both',
    token: ({ name, where }) => `${name}（${where}；回车：以后再填）`,
    adminName: '您的姓名，您将成为管理员（回车：暂无）',
    adminSlack: '您在 Slack 的成员 ID（个人资料 → ⋮ → 复制成员 ID；回车：以后再填）',
    adminWecom: '您在企业微信的账号（管理后台通讯录里可见；回车：以后再填）',
    overwrite: ({ files }) => `已经有 ${files}。重新写，并把旧文件留在旁边吗？yes 或 no`,
  },
  teamNames: {
    support: '客服部',
    'after-sales': '售后部',
    product: '产品部',
    sales: '销售部',
    technical: '技术部',
    finance: '财务部',
    'customer-success': '客户成功部',
  },
  where: {
    SLACK_BOT_TOKEN: `${SLACK_APP} → 您的应用 → OAuth & Permissions → Bot User OAuth Token，xoxb-…`,
    SLACK_APP_TOKEN: `${SLACK_APP} → 您的应用 → Basic Information → App-Level Tokens，权限 connections:write，xapp-…`,
    SLACK_SIGNING_SECRET: `${SLACK_APP} → 您的应用 → Basic Information → Signing Secret`,
    WECOM_CORP_ID: 'work.weixin.qq.com → 我的企业 → 企业ID',
    WECOM_AGENT_ID: 'work.weixin.qq.com → 应用管理 → 您的应用 → AgentId',
    WECOM_SECRET: '同一页 → Secret',
    WECOM_TOKEN: '同一页 → 接收消息 → Token',
    WECOM_ENCODING_AES_KEY: '旁边的 EncodingAESKey，43 个字符',
    BASE_URL: '本服务器的公网地址，如 https://huiyin.example.com',
    WECOM_BOT_ID: 'work.weixin.qq.com → 智能机器人 → API 模式（长连接）→ Bot ID',
    WECOM_BOT_SECRET: '旁边的 Secret',
  },
  wrong: {
    choice: ({ choices }) => `请回答其中之一：${choices}`,
    timezone: '没有这个时区。请写 IANA 名称，如 Asia/Shanghai、Europe/London、America/New_York',
    noTeam: '至少要有一个部门，例如：客服部, 售后部',
    tooManyTeams: '这里最多 20 个部门，其余的可以加在 policy.yaml 里。',
    teamName: ({ name }) => `“${name}”不能作名称：最多 64 个字符，不能有不可见字符。`,
    account: '这不是账号：只能有字母、数字和 . _ - @。回车：以后再填',
    quotes: '令牌里不会同时有各种引号，请重新复制。',
    name: '最多 64 个字符，不能有不可见字符。',
    unknownFlag: ({ flag, value, problem }) => `--${flag} ${value}：${problem}`,
  },
  exists: ({ files }) => `已经有 ${files}，什么都没写。加上 --force 可重新写，并把旧文件留在旁边。`,
  yes: ['y', 'yes', '是'],
  kept: '什么都没写。',
  aborted: '已退出，什么都没写。',
  wrote: ({ file }) => `已写入：${file}`,
  keptOld: ({ file }) => `旧文件保留为：${file}`,
  policy: {
    head: '客户工作的规则，由 npm run init 生成。没写的按手册预设；docs/policy.example.yaml 列出所有键。\n机器人运行时修改即生效。检查：npm run check-config',
    locale: 'zh-CN | en；部门和个人可以各用各的',
    workingTime: '非紧急时限只在这些时间里计时；紧急的不分昼夜。',
    holidays: 'CN：中国法定节假日与调休；none：没有；或列出放假日期',
    teams:
      '部门、各自先接的工单类型，以及在哪里工作。把机器人拉进群（Slack 用 /invite @huiyin），\n它会说出要写在这里的那一行。',
    channels: '卡片和提醒发到哪里',
    people: '员工，用简短的键。role：agent | lead | manager | admin。',
    person: 'wang: { name: 王经理, team: support, role: lead, slack: U0123456789, wecom: wang }',
    more: '超时会通知部门负责人：给部门加上 lead、manager、head（people 里的键）。\n改动之前可以先拿历史试一试：npm run simulate',
  },
  env: {
    head: '由 npm run init 生成。内含密钥，请勿外传。\n检查：npm run check-config',
    port: '网页服务的端口。',
    playground: '没有平台：只在本机运行试用页面。令牌可以以后再加。',
    way: {
      'slack-socket': 'Slack，Socket Mode。',
      'slack-http': 'Slack，HTTP：本服务器的 /slack/events。',
      'wecom-app': '企业微信自建应用：回调地址是 BASE_URL 下的 /wecom/callback。',
      'wecom-bot': '企业微信智能机器人，长连接。',
    },
  },
  beforeTokens: {
    'slack-socket': `还没有应用？${SLACK_APP} → Create New App → From a manifest：粘贴 npm run manifest -- --socket 的输出，然后 Install to Workspace。`,
    'slack-http': `还没有应用？${SLACK_APP} → Create New App → From a manifest：粘贴 npm run manifest -- --base-url 地址 的输出，然后 Install to Workspace。`,
    'wecom-app': '还没有应用？work.weixin.qq.com → 应用管理 → 创建应用；docs/wecom.md 有逐步说明。',
    'wecom-bot': '还没有机器人？work.weixin.qq.com → 智能机器人 → 创建，选 API 模式、长连接；见 docs/wecom.md。',
  },
  checking: ({ platform }) => `正在询问 ${platform} ……`,
  finding: {
    slackIs: ({ team, bot }) => `可以 Slack：工作区 ${team}，机器人 @${bot}`,
    slackRefused: ({ code }) =>
      `不行 Slack 拒绝 SLACK_BOT_TOKEN（“${code}”）。请重新复制：${SLACK_APP} → 您的应用 → OAuth & Permissions → Install to Workspace。`,
    slackScopes: ({ scopes }) =>
      `不行 Slack：机器人缺少权限 ${scopes}。${SLACK_APP} → 您的应用 → App Manifest：粘贴 npm run manifest -- --socket 的输出（HTTP 用 --base-url 地址），保存后点 Reinstall to Workspace。`,
    slackScopesFine: '可以 Slack：机器人权限齐全',
    slackSocketFine: '可以 Slack：Socket Mode 连得上',
    slackSocketRefused: ({ code }) =>
      `不行 Slack 拒绝 SLACK_APP_TOKEN（“${code}”）。${SLACK_APP} → 您的应用 → Basic Information → App-Level Tokens：要有 connections:write；并在 Socket Mode 里启用。`,
    slackSecretUnseen: '待定 Slack：SLACK_SIGNING_SECRET 要等第一次请求才知道对不对。命令若被拒绝，请重新复制。',
    wecomIs: ({ app }) => `可以 企业微信：应用 ${app}`,
    wecomRefused: ({ errcode, cure }) => `不行 企业微信拒绝这个应用（错误码 ${errcode}）。${cure}`,
    wecomCallbackUnseen:
      '待定 企业微信：WECOM_TOKEN 和 WECOM_ENCODING_AES_KEY 要在后台保存回调地址时才知道对不对。请先启动机器人，再保存 BASE_URL/wecom/callback。',
    botFine: '可以 企业微信：智能机器人连得上',
    botRefused: ({ errcode, cure }) => `不行 企业微信不让智能机器人连接（错误码 ${errcode}）。${cure}`,
    unreached: ({ platform, reason }) => `待定 从这里连不上 ${platform}（${reason}）。请检查网络后再执行：npm run init`,
    incomplete: ({ names }) => `略过 未核对，.env 里还缺：${names}`,
  },
  next: ({ playground, missing }) => [
    '接下来：',
    ...(missing.length > 0 ? [`  在 .env 里填上：${missing.join('、')}`] : []),
    '  npm run check-config',
    '  npm start',
    playground
      ? '  打开 http://127.0.0.1:3000/，按页面的提示试试'
      : '  把机器人拉进一个群：它会说可以试什么，以及 policy.yaml 里要写的那一行',
  ],
};

/** Texts in a language. */
export function setupTexts(locale: Locale): SetupTexts {
  return locale === 'zh-CN' ? zh : en;
}

/** The preset's teams by what people call them, in either language, in lower case. */
export function knownTeamKeys(): ReadonlyMap<string, string> {
  const names = [en, zh].flatMap(({ teamNames }) => Object.entries(teamNames));
  return new Map(
    names.flatMap(
      ([key, name]) =>
        [
          [key, key],
          [name.toLowerCase(), key],
        ] as [string, string][],
    ),
  );
}
