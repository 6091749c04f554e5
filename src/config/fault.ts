import type { Locale } from '../domain/vocabulary.ts';
import { type ConfigProblem, describeExample, describeFaultCount, describeProblem } from '../i18n/config.ts';

/** One thing that keeps the product from starting: where it stands, what was expected, and what would be accepted. */
export interface ConfigFault {
  readonly where: VariablePlace | FilePlace;
  readonly problem: ConfigProblem;
  readonly example: string | null;
}

export interface VariablePlace {
  readonly variable: string;
}

/** A place in a file; lines and columns count from 1 and are `null` where the file as a whole is meant. */
export interface FilePlace {
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  /** `escalation.ladder[0].after`; empty at the top. */
  readonly key: string;
}

/** `policy.yaml:3:9 (teams.support.lead)` or the variable's name. */
export function describePlace(where: ConfigFault['where']): string {
  if ('variable' in where) return where.variable;
  const position = where.line === null ? '' : `:${where.line}:${where.column ?? 1}`;
  return `${where.file}${position}${where.key === '' ? '' : ` (${where.key})`}`;
}

/** All faults as lines for a terminal, without a newline at the end; empty for none. */
export function formatFaults(faults: readonly ConfigFault[], locale: Locale): string {
  if (faults.length === 0) return '';
  const lines = faults.flatMap(({ where, problem, example }) => [
    `  ${describePlace(where)}: ${describeProblem(problem, locale)}`,
    ...(example === null ? [] : [`      ${describeExample(example, locale)}`]),
  ]);
  return [describeFaultCount(faults.length, locale), ...lines].join('\n');
}

/** The language for the engineer at the terminal, from the usual variables; English where they name none of ours. */
export function terminalLocale(env: Readonly<Record<string, string | undefined>>): Locale {
  const wanted = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return wanted.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
