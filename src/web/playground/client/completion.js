import { page } from './page-data.js';

/**
 * What could come next in a line, as data: `insert` replaces the line from `from` on.
 *
 * @typedef {{ label: string, detail: string, insert: string, from: number }} Suggestion
 */

const SHOWN = 10;
const chinese = page.locale === 'zh-CN';

/**
 * Suggestions for what stands before the cursor: a command, its verb, or a ticket's number.
 * @param {string} line
 * @param {readonly string[]} numbers ticket numbers seen, the latest first
 * @returns {{ suggestions: Suggestion[], usage: string }}
 */
export function complete(line, numbers) {
  const match = /^\s*[/／](\S*)(\s+)?(\S*)(\s+)?(.*)$/su.exec(line);
  if (match === null) return { suggestions: [], usage: '' };
  const [, name = '', gap, verbName = '', verbGap, rest = ''] = match;
  if (gap === undefined) return { suggestions: commandsFor(name.toLowerCase(), line), usage: '' };
  const command = page.commands.find(({ names }) => names.includes(name.toLowerCase()));
  if (command === undefined) return { suggestions: [], usage: '' };
  const usage = `/${name} ${command.usage}`;
  if (verbGap === undefined) return { suggestions: verbsFor(command, verbName, line), usage };
  const verb = command.verbs.find(({ names }) => names.includes(verbName.toLowerCase()));
  if (verb === undefined || !verb.takesNumber || /\s/.test(rest)) return { suggestions: [], usage };
  return { suggestions: numbersFor(rest, numbers, line), usage };
}

/**
 * @param {string} typed
 * @param {string} line
 * @returns {Suggestion[]}
 */
function commandsFor(typed, line) {
  const found = [];
  for (const { names, description } of page.commands) {
    const name = bestName(names, typed);
    if (name === null) continue;
    const label = [name, ...names.filter((other) => other !== name)].map((each) => `/${each}`).join('  ');
    found.push({ label, detail: description, insert: `/${name} `, from: line.search(/\S/) });
  }
  return found;
}

/**
 * @param {import('./page-data.js').Command} command
 * @param {string} typed
 * @param {string} line
 * @returns {Suggestion[]}
 */
function verbsFor(command, typed, line) {
  const found = [];
  for (const { names, summary } of command.verbs) {
    const name = bestName(names, typed.toLowerCase());
    if (name === null) continue;
    const label = [name, ...names.filter((other) => other !== name)].slice(0, 3).join(' · ');
    found.push({ label, detail: summary, insert: `${name} `, from: line.length - typed.length });
  }
  return found;
}

/**
 * @param {string} typed
 * @param {readonly string[]} numbers
 * @param {string} line
 * @returns {Suggestion[]}
 */
function numbersFor(typed, numbers, line) {
  const wanted = typed.toUpperCase();
  return numbers
    .filter((number) => number.startsWith(wanted) && number !== wanted)
    .slice(0, SHOWN)
    .map((number) => ({ label: number, detail: '', insert: `${number} `, from: line.length - typed.length }));
}

/**
 * The name that was begun; with nothing typed yet, the one in the language of the page.
 * @param {readonly string[]} names
 * @param {string} typed
 */
function bestName(names, typed) {
  if (typed !== '') return names.find((name) => name.startsWith(typed)) ?? null;
  return (chinese ? names.find((name) => /\p{Script=Han}/u.test(name)) : undefined) ?? names[0] ?? null;
}
