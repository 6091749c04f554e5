import { readEnvironment } from '../config/environment.ts';
import { isWritable } from '../config/setup/env-text.ts';
import {
  isTimezone,
  readTeams,
  type Setup,
  type SetupTeam,
  WAY_VARIABLES,
  WAYS,
  type Way,
} from '../config/setup/setup.ts';
import { VARIABLE_NAMES, VARIABLES, type VariableName } from '../config/variables.ts';
import { LOCALES, type Locale } from '../domain/vocabulary.ts';
import { describeExample, describeProblem } from '../i18n/config.ts';
import { knownTeamKeys, type SetupTexts, setupTexts } from '../i18n/setup-texts.ts';
import type { Asker } from './asker.ts';

/** Answers given on the command line. */
export interface InitFlags {
  readonly language?: string;
  readonly timezone?: string;
  readonly teams?: string;
  readonly platform?: string;
  readonly admin?: string;
  readonly adminSlack?: string;
  readonly adminWecom?: string;
  readonly directory?: string;
  readonly yes?: true;
  readonly force?: true;
  readonly check: boolean;
}

/** An option of the command line that cannot be meant; the message says what would be right. */
export class BadFlag extends Error {
  override readonly name = 'BadFlag';
}

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

interface Question<T> {
  readonly flag: string;
  readonly given: string | undefined;
  readonly text: string;
  /** Taken for Enter and with --yes; `null`: an answer is needed. */
  readonly usual: string;
  /** How the usual answer is shown; nothing when empty. */
  readonly isShown?: boolean;
  readonly isSecret?: boolean;
  read(answer: string): Read<T>;
}

/** Gathers the answers: from the flags, the environment (tokens), and whoever is asked. Throws BadFlag or Interrupted. */
export async function askSetup(
  flags: InitFlags,
  env: Readonly<Record<string, string | undefined>>,
  asker: Asker,
  terminal: Locale,
  say: (line: string) => void,
): Promise<Setup> {
  let t = setupTexts(terminal);
  const isUnattended = flags.yes === true;

  async function answerTo<T>(question: Question<T>): Promise<T> {
    const { given, usual, text, flag } = question;
    if (given !== undefined || isUnattended) {
      const read = question.read((given ?? usual).trim());
      if (read.ok) return read.value;
      throw new BadFlag(t.wrong.unknownFlag({ flag, value: given ?? usual, problem: read.problem }));
    }
    for (;;) {
      const isSecret = question.isSecret === true;
      const answer = await asker.ask(usual === '' ? text : `${text} [${usual}]`, { isSecret });
      const read = question.read(answer === '' ? usual : answer);
      if (read.ok) return read.value;
      say(`  ${read.problem}`);
    }
  }

  if (!isUnattended) say(t.hello);
  const locale = await answerTo<Locale>({
    ...{ flag: 'language', given: flags.language, text: t.ask.language, usual: terminal },
    read: (answer) => choose(answer, LOCALES, t),
  });
  t = setupTexts(locale);
  const timezone = await answerTo<string>({
    ...{ flag: 'timezone', given: flags.timezone, text: t.ask.timezone, usual: usualTimezone(locale) },
    read: (answer) => (isTimezone(answer) ? { ok: true, value: answer } : { ok: false, problem: t.wrong.timezone }),
  });
  const usualTeams = ['support', 'after-sales', 'product'].map((key) => t.teamNames[key]).join(', ');
  const teams = await answerTo<readonly SetupTeam[]>({
    ...{ flag: 'teams', given: flags.teams, text: t.ask.teams, usual: usualTeams },
    read: (answer) => {
      const read = readTeams(answer, knownTeamKeys());
      if (read.ok) return { ok: true, value: read.teams };
      if (read.reason === 'bad-name') return { ok: false, problem: t.wrong.teamName({ name: visible(read.name) }) };
      return { ok: false, problem: read.reason === 'none' ? t.wrong.noTeam : t.wrong.tooManyTeams };
    },
  });
  const ways = await askWays();
  const variables = await askVariables(ways);
  const name = await answerTo<string | null>({
    ...{ flag: 'admin', given: flags.admin, text: t.ask.adminName, usual: '' },
    read: (answer) => readName(answer, t),
  });
  const hasSlack = ways.some((way) => way.startsWith('slack'));
  const hasWecom = ways.some((way) => way.startsWith('wecom'));
  const account = (flag: string, given: string | undefined, text: string): Promise<string | null> =>
    answerTo({ flag, given, text, usual: '', read: (answer) => readAccount(answer, t) });
  const admin =
    name === null
      ? null
      : {
          name,
          slack: hasSlack ? await account('admin-slack', flags.adminSlack, t.ask.adminSlack) : null,
          wecom: hasWecom ? await account('admin-wecom', flags.adminWecom, t.ask.adminWecom) : null,
        };
  return { locale, timezone, teams, ways, variables, admin };

  async function askWays(): Promise<readonly Way[]> {
    if (flags.platform !== undefined || isUnattended) {
      const given = flags.platform ?? 'none';
      return answerTo({ flag: 'platform', given, text: '', usual: 'none', read: (answer) => readWays(answer, t) });
    }
    const ask = (text: string, choices: readonly string[], usual: string): Promise<string> =>
      answerTo({ flag: 'platform', given: undefined, text, usual, read: (answer) => choose(answer, choices, t) });
    const platform = await ask(t.ask.platform, ['slack', 'wecom', 'both', 'none'], 'none');
    const found: Way[] = [];
    if (platform === 'slack' || platform === 'both') {
      found.push(
        (await ask(t.ask.slackWay, ['socket', 'http'], 'socket')) === 'socket' ? 'slack-socket' : 'slack-http',
      );
    }
    if (platform === 'wecom' || platform === 'both') {
      const way = await ask(t.ask.wecomWay, ['bot', 'app', 'both'], 'bot');
      if (way !== 'bot') found.push('wecom-app');
      if (way !== 'app') found.push('wecom-bot');
    }
    return found;
  }

  async function askVariables(chosen: readonly Way[]): Promise<Setup['variables']> {
    const variables: Partial<Record<VariableName, string>> = {};
    for (const variable of VARIABLE_NAMES) {
      const value = env[variable]?.trim() ?? '';
      const isNeeded = chosen.some((way) => WAY_VARIABLES[way].includes(variable));
      // Addresses of stand-ins go along with the tokens that they are for.
      const isAddress = ADDRESSES.some(
        ([name, platform]) => name === variable && chosen.some((way) => way.startsWith(platform)),
      );
      if (value === '' || !(isNeeded || isAddress)) continue;
      const read = readVariable(variable, value, t, locale);
      if (!read.ok) throw new BadFlag(`${variable}: ${read.problem}`);
      variables[variable] = value;
    }
    if (isUnattended) return variables;
    for (const way of chosen) {
      const open = WAY_VARIABLES[way].filter((one) => variables[one] === undefined);
      if (open.length > 0) say(t.beforeTokens[way]);
      for (const variable of open) {
        const text = t.ask.token({ name: variable, where: t.where[variable] ?? '' });
        const value = await answerTo<string | null>({
          ...{ flag: variable, given: undefined, text, usual: '', isSecret: VARIABLES[variable].secret },
          read: (answer) => readVariable(variable, answer, t, locale),
        });
        if (value !== null) variables[variable] = value;
      }
    }
    return variables;
  }
}

const ADDRESSES = [
  ['SLACK_API_URL', 'slack'],
  ['WECOM_API_URL', 'wecom'],
  ['WECOM_BOT_URL', 'wecom'],
] as const;

const ACCOUNT = /^[A-Za-z0-9._@-]{1,64}$/;
const PERSON_NAME = /^(?=.*\S)[^\p{Cc}\p{Cf}\p{Cs}]{1,64}$/u;

function choose<T extends string>(answer: string, choices: readonly T[], t: SetupTexts): Read<T> {
  const found = choices.find((one) => one.toLowerCase() === answer.toLowerCase());
  return found === undefined
    ? { ok: false, problem: t.wrong.choice({ choices: choices.join(', ') }) }
    : { ok: true, value: found };
}

function readWays(answer: string, t: SetupTexts): Read<readonly Way[]> {
  if (answer.toLowerCase() === 'none') return { ok: true, value: [] };
  const found: Way[] = [];
  for (const part of answer.split(',')) {
    const way = WAYS.find((one) => one === part.trim().toLowerCase());
    if (way === undefined) return { ok: false, problem: t.wrong.choice({ choices: [...WAYS, 'none'].join(', ') }) };
    if (!found.includes(way)) found.push(way);
  }
  return { ok: true, value: found };
}

/** One variable as the product itself reads it; empty: later. The value is never repeated. */
function readVariable(name: VariableName, answer: string, t: SetupTexts, locale: Locale): Read<string | null> {
  if (answer === '') return { ok: true, value: null };
  const reading = readEnvironment({ [name]: answer });
  const faults = reading.ok ? [] : reading.faults;
  // That others of its group are missing is not its fault.
  const own = faults.find(
    ({ where, problem }) =>
      'variable' in where &&
      where.variable === name &&
      problem.key !== 'group-incomplete' &&
      problem.key !== 'slack-way-missing',
  );
  if (own !== undefined) {
    const example = own.example === null ? '' : ` ${describeExample(own.example, locale)}`;
    return { ok: false, problem: `${describeProblem(own.problem, locale)}${example}` };
  }
  return isWritable(answer) ? { ok: true, value: answer } : { ok: false, problem: t.wrong.quotes };
}

function readAccount(answer: string, t: SetupTexts): Read<string | null> {
  if (answer === '') return { ok: true, value: null };
  return ACCOUNT.test(answer) ? { ok: true, value: answer } : { ok: false, problem: t.wrong.account };
}

function readName(answer: string, t: SetupTexts): Read<string | null> {
  if (answer === '') return { ok: true, value: null };
  return PERSON_NAME.test(answer) ? { ok: true, value: answer } : { ok: false, problem: t.wrong.name };
}

function usualTimezone(locale: Locale): string {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return locale === 'zh-CN' || !isTimezone(here) ? 'Asia/Shanghai' : here;
}

/** What cannot be seen is spelled out, so that the terminal shows what is wrong and does nothing else. */
function visible(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/[\p{Cf}\p{Cc}\p{Cs}]/gu, '�')
    .slice(0, 80);
}
