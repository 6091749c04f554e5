import { readEnvironment } from '../../config/environment.ts';
import { type Setup, WAY_VARIABLES } from '../../config/setup/setup.ts';
import type { VariableName } from '../../config/variables.ts';
import { messagesOf } from '../../i18n/messages.ts';
import type { SetupTexts } from '../../i18n/setup-texts.ts';
import { type Checked, checkSlack } from './check-slack.ts';
import { checkWecomApp, checkWecomBot } from './check-wecom.ts';

/** Variables that the chosen ways need and that nobody gave. */
export function missingVariables({ ways, variables }: Setup): readonly VariableName[] {
  return [...new Set(ways.flatMap((way) => WAY_VARIABLES[way]))].filter((name) => variables[name] === undefined);
}

/** Asks every platform for which all tokens were given; a line before each, as it takes a moment. */
export async function checkSetup(setup: Setup, t: SetupTexts, say: (line: string) => void): Promise<boolean> {
  const given = setup.ways.filter((way) => WAY_VARIABLES[way].every((name) => setup.variables[name] !== undefined));
  const missing = missingVariables(setup);
  // One way alone is complete where another one of the same platform is not.
  const stated = Object.entries(setup.variables).filter(([name]) => {
    const ways = setup.ways.filter((way) => WAY_VARIABLES[way].some((one) => one === name));
    return ways.length === 0 || ways.some((way) => given.includes(way));
  });
  const reading = readEnvironment(Object.fromEntries(stated));
  if (!reading.ok) throw new Error(`the variables were accepted one by one: ${JSON.stringify(reading.faults)}`);
  const { slack, wecom } = reading.environment;
  const { alert: cures } = messagesOf(setup.locale);
  const checked: Checked[] = [];
  const check = async (platform: string, ask: () => Promise<Checked>): Promise<void> => {
    say(t.checking({ platform }));
    const found = await ask();
    for (const line of found.lines) say(`  ${line}`);
    checked.push(found);
  };
  if (slack !== null) await check('Slack', () => checkSlack(slack, t.finding));
  const { app = null, bot = null } = wecom ?? {};
  if (wecom !== null && app !== null) {
    await check('WeCom', () => checkWecomApp({ ...wecom, app }, t.finding, cures));
  }
  if (wecom !== null && bot !== null) {
    await check('WeCom', () => checkWecomBot({ ...wecom, bot }, t.finding, cures));
  }
  if (missing.length > 0) say(`  ${t.finding.incomplete({ names: missing.join(', ') })}`);
  return checked.every(({ isFine }) => isFine);
}
