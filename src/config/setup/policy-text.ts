import type { SetupTexts } from '../../i18n/setup-texts.ts';
import type { Setup, SetupTeam } from './setup.ts';

/** Words that YAML reads as something else than text. */
const PLAIN = /^(?!(?:true|false|yes|no|on|off|null|y|n)$)[a-z][a-z0-9-]*$/i;

/** The first `policy.yaml`: what was answered, and the next things to fill in as comments. Loads without a fault. */
export function policyText(setup: Setup, t: SetupTexts): string {
  const { locale, timezone, teams, admin } = setup;
  const { policy } = t;
  const lines = [
    ...comment(policy.head),
    '',
    'preset: handbook',
    `locale: ${locale} ${trailing(policy.locale)}`,
    `timezone: ${quoted(timezone)}`,
    '',
    ...comment(policy.workingTime),
    'workingTime:',
    '  days: [mon, tue, wed, thu, fri]',
    '  hours: ["09:00-12:00", "13:30-18:00"]',
    `  holidays: ${locale === 'zh-CN' ? 'CN' : 'none'} ${trailing(policy.holidays)}`,
    '',
    ...comment(policy.teams),
    'teams:',
    ...teams.flatMap((team) => teamLines(team, setup, t)),
    '',
    ...comment(policy.people),
    ...(admin === null ? ['people: {}'] : ['people:', `  admin: ${personText(admin)}`]),
    ...comment(policy.person).map((line) => line.replace('# ', '#   ')),
    '',
    ...comment(policy.more),
  ];
  return `${lines.join('\n')}\n`;
}

function teamLines({ id, name, handles }: SetupTeam, { ways }: Setup, { policy }: SetupTexts): readonly string[] {
  const samples = [
    ...(ways.some((way) => way.startsWith('slack')) ? ['slack: C0123456789'] : []),
    ...(ways.includes('wecom-bot') ? ['wecom: "bot:CHATID"'] : []),
    ...(ways.includes('wecom-app') && !ways.includes('wecom-bot') ? ['wecom: "app:CHATID"'] : []),
  ];
  return [
    `  ${PLAIN.test(id) ? id : quoted(id)}:`,
    `    name: ${quoted(name)}`,
    ...(handles.length === 0 ? [] : [`    handles: [${handles.join(', ')}]`]),
    ...(samples.length === 0 ? [] : [`    # channels: { ${samples.join(', ')} } ${trailing(policy.channels)}`]),
  ];
}

function personText({ name, slack, wecom }: NonNullable<Setup['admin']>): string {
  const accounts = Object.entries({ slack, wecom }).flatMap(([platform, id]) =>
    id === null ? [] : [`${platform}: ${quoted(id)}`],
  );
  return `{ ${[`name: ${quoted(name)}`, 'role: admin', ...accounts].join(', ')} }`;
}

/** JSON's strings are YAML's; what JSON leaves alone and YAML takes for the end of a line is spelled out. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function comment(text: string): readonly string[] {
  return text.split('\n').map((line) => (line === '' ? '#' : `# ${line}`));
}

function trailing(text: string): string {
  return `# ${text}`;
}
