import type { SetupTexts } from '../../i18n/setup-texts.ts';
import { VARIABLES, type VariableName } from '../variables.ts';
import { type Setup, WAY_VARIABLES, type Way } from './setup.ts';

/** The first `.env`: what was given, and a line to fill in for whatever the chosen ways still need. */
export function envText({ ways, variables }: Setup, t: SetupTexts): string {
  const written = new Set<VariableName>();
  const lineOf = (name: VariableName): readonly string[] => {
    if (written.has(name)) return [];
    written.add(name);
    const value = variables[name];
    // A line without a value counts as not set; half a group would keep the product from starting.
    return [value === undefined ? `# ${name}=${VARIABLES[name].example}` : `${name}=${inQuotes(value)}`];
  };
  const wayLines = (way: Way): readonly string[] => ['', `# ${t.env.way[way]}`, ...WAY_VARIABLES[way].flatMap(lineOf)];
  const lines = [
    ...t.env.head.split('\n').map((line) => `# ${line}`),
    '',
    `# ${t.env.port}`,
    ...(variables.PORT === undefined ? ['PORT=3000'] : lineOf('PORT')),
    ...ways.flatMap(wayLines),
    ...(ways.length === 0 ? ['', `# ${t.env.playground}`] : []),
    // Addresses of stand-ins, where somebody tries it against one.
    ...(Object.keys(variables) as VariableName[]).flatMap(lineOf),
  ];
  return `${lines.join('\n')}\n`;
}

/** Whether Node's reader of `.env` can be told this value: not with every kind of quotes in it. */
export function isWritable(value: string): boolean {
  return quotesFor(value) !== null;
}

function inQuotes(value: string): string {
  const quote = quotesFor(value);
  if (quote === null) throw new Error('a value of .env with every kind of quotes cannot be written');
  return quote + value + quote;
}

/** Blanks, # and quotes inside a value need quotes around it; between double ones a backslash would mean something. */
function quotesFor(value: string): string | null {
  if (/^[\w./:@+=,-]*$/.test(value)) return '';
  return ["'", '`', ...(value.includes('\\') ? [] : ['"'])].find((one) => !value.includes(one)) ?? null;
}
