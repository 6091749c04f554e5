import { dirname, join } from 'node:path/posix';
import { readSource } from './read-source.ts';
import { AREAS, type Area, CHINESE_ALLOWED, CLOSED } from './table.ts';

/** A source file: its path under src/ and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The area that a path under src/ belongs to (the longest that covers it), or null for a place nobody planned. */
export function areaOf(path: string): Area | null {
  const bare = path.replace(/\.m?[jt]s$/, '');
  const covering = AREAS.filter((area) => bare === area.path || bare.startsWith(`${area.path}/`));
  return covering.reduce<Area | null>(
    (best, area) => (best && best.path.length > area.path.length ? best : area),
    null,
  );
}

/** May code in `from` import code in `to`? */
export function mayImport(from: Area, to: Area, typeOnly: boolean): boolean {
  if (from.path === to.path || from.imports.includes(to.path)) return true;
  if (typeOnly && from.types?.includes(to.path)) return true;
  return from.imports.includes('*') && !CLOSED.includes(to.path);
}

/** May code in `from` import this npm package (the specifier may name a path inside it)? */
export function mayUsePackage(from: Area, specifier: string): boolean {
  return from.packages.some((name) =>
    name.endsWith('/') ? specifier.startsWith(name) : specifier === name || specifier.startsWith(`${name}/`),
  );
}

/** Every broken rule of one file, each as `src/file.ts:line: what is wrong and what to do`. */
export function checkFile(file: SourceFile): { readonly problems: string[]; readonly importsRead: number } {
  const area = areaOf(file.path);
  if (area === null) {
    return {
      problems: [`src/${file.path}: belongs to no area; give it a place in test/layers/table.ts`],
      importsRead: 0,
    };
  }
  const { imports, chinese, impurities } = readSource(file.text, /\.m?js$/.test(file.path) ? 'js' : 'ts');
  const problems: string[] = [];
  const report = (line: number, what: string): number => problems.push(`src/${file.path}:${line}: ${what}`);

  for (const { specifier, line, typeOnly } of imports) {
    const wrong = wrongImport(file.path, area, specifier, typeOnly);
    if (wrong !== null) report(line, wrong);
  }
  for (const { text, line } of chinese) {
    if (!isChineseAllowed(file.path, text)) report(line, `${text}: words for people belong to src/i18n`);
  }
  if (area.pure)
    for (const { name, line } of impurities) report(line, `${name}: ${area.path} is pure; pass the value in`);
  return { problems, importsRead: imports.length };
}

function wrongImport(path: string, area: Area, specifier: string, typeOnly: boolean): string | null {
  if (specifier.startsWith('.')) {
    const target = join(dirname(path), specifier);
    const other = areaOf(target);
    if (target.startsWith('..') || other === null) return `imports ${specifier}, which is outside every area of src/`;
    if (mayImport(area, other, typeOnly)) return null;
    const typesOnly = mayImport(area, other, true) ? ' (types are allowed: use import type)' : '';
    return `${area.path} may not import ${other.path}: ${specifier}${typesOnly}`;
  }
  if (mayUsePackage(area, specifier) || (area.node && specifier.startsWith('node:'))) return null;
  return `${area.path} may not use ${specifier}`;
}

const SHORT_WORD = /^['"`/]?[\p{L}\p{N}·/|-]{1,12}['"`/]?[a-z]*$/u;

function isChineseAllowed(path: string, text: string): boolean {
  return CHINESE_ALLOWED.some(({ files, what }) => files.test(path) && (what === 'anything' || SHORT_WORD.test(text)));
}
