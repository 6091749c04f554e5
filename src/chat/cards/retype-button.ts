import type { Button } from '../card.ts';

/** A value cannot be cut: a longer line is typed. */
const LONGEST = 200;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a line with these is no line
const CONTROL = /[\u0000-\u001f\u007f]/;

/**
 * A button that does what this line of a command says, typed without its slash and name; its label is how the line begins.
 * None where the line is too long to be carried: what to type stands beside it anyway.
 */
export function retypeButtons(command: string, line: string): readonly Button[] {
  if (line.length > LONGEST || CONTROL.test(line)) return [];
  const label = line.split(/\s+/u).slice(0, 2).join(' ');
  return [{ action: `${command}.retype`, value: line, label, style: 'primary', typed: `/${command} ${line}` }];
}
