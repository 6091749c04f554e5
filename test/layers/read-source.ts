import { parseAst } from 'vitest/node';

/** One `import`, `export … from`, `import()` or `import('…').Type`, as written. */
export interface ImportSeen {
  readonly specifier: string;
  readonly line: number;
  /** Nothing of it is left at run time. */
  readonly typeOnly: boolean;
}

export interface SourceSeen {
  readonly imports: readonly ImportSeen[];
  /** Every literal that holds a Chinese character; comments are not literals. */
  readonly chinese: readonly { readonly text: string; readonly line: number }[];
  /** What makes code impure, such as `Date.now` or `new Date()`. */
  readonly impurities: readonly { readonly name: string; readonly line: number }[];
}

interface AstNode {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

const HAN = /\p{Script=Han}/u;
const IMPURE_MEMBERS = new Set(['Date.now', 'performance.now', 'Math.random', 'Temporal.Now', 'crypto.randomUUID']);
const IMPURE_GLOBALS = new Set(['process', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch']);

/**
 * Reads one source file with a real parser, so that comments, strings and regular expressions cannot fool it.
 * Throws on a file that does not parse: a file that was not understood must not pass.
 */
export function readSource(text: string, lang: 'ts' | 'js' = 'ts'): SourceSeen {
  const imports: ImportSeen[] = [];
  const chinese: { text: string; line: number }[] = [];
  const impurities: { name: string; line: number }[] = [];
  const lineOf = (node: AstNode): number => text.slice(0, node.start).split('\n').length;

  const visit = (node: AstNode): void => {
    const specifier = importedFrom(node);
    if (specifier !== null) imports.push({ specifier, line: lineOf(node), typeOnly: isTypeOnly(node) });
    const literal = literalText(node);
    if (literal !== null && HAN.test(literal)) chinese.push({ text: literal, line: lineOf(node) });
    const name = impurityOf(node);
    if (name !== null) impurities.push({ name, line: lineOf(node) });
    for (const child of childrenOf(node)) visit(child);
  };
  visit(parseAst(text, { lang }) as unknown as AstNode);
  return { imports, chinese, impurities };
}

function importedFrom(node: AstNode): string | null {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
    case 'TSExternalModuleReference':
      return specifierText(node['source'] ?? node['expression']);
    case 'CallExpression':
      return isRequire(node['callee']) ? specifierText((node['arguments'] as unknown[])[0]) : null;
    default:
      return null;
  }
}

/** The text of a specifier; one that is computed is returned as `<computed>`, which no layer may import. */
function specifierText(source: unknown): string | null {
  if (!isNode(source)) return null;
  return source.type === 'Literal' && typeof source['value'] === 'string' ? source['value'] : '<computed>';
}

function isRequire(callee: unknown): boolean {
  return isNode(callee) && callee.type === 'Identifier' && callee['name'] === 'require';
}

function isTypeOnly(node: AstNode): boolean {
  if (node.type === 'TSImportType' || node['importKind'] === 'type' || node['exportKind'] === 'type') return true;
  const specifiers = node['specifiers'];
  return (
    Array.isArray(specifiers) &&
    specifiers.length > 0 &&
    specifiers.every((each: AstNode) => each['importKind'] === 'type' || each['exportKind'] === 'type')
  );
}

function literalText(node: AstNode): string | null {
  if (node.type === 'Literal') return String(node['raw'] ?? node['value']);
  if (node.type === 'TemplateElement') return (node['value'] as { raw: string }).raw;
  if (node.type === 'Identifier') return String(node['name']);
  return null;
}

function impurityOf(node: AstNode): string | null {
  if (node.type === 'NewExpression' && isDate(node['callee']) && (node['arguments'] as unknown[]).length === 0) {
    return 'new Date()';
  }
  if (node.type === 'CallExpression') {
    const callee = node['callee'];
    if (isDate(callee)) return 'Date()';
    if (isNode(callee) && callee.type === 'Identifier' && IMPURE_GLOBALS.has(String(callee['name']))) {
      return String(callee['name']);
    }
  }
  const name = memberName(node);
  if (name === null) return null;
  if (IMPURE_MEMBERS.has(name)) return name;
  return name.startsWith('process.') ? name : null;
}

function memberName(node: AstNode): string | null {
  if (node.type !== 'MemberExpression') return null;
  const object = node['object'];
  const property = node['property'];
  if (!isNode(object) || !isNode(property)) return null;
  const key = property.type === 'Identifier' ? property['name'] : property['value'];
  return object.type === 'Identifier' ? `${String(object['name'])}.${String(key)}` : null;
}

function isDate(callee: unknown): boolean {
  return isNode(callee) && callee.type === 'Identifier' && callee['name'] === 'Date';
}

function isNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

function childrenOf(node: AstNode): AstNode[] {
  return Object.values(node).flat().filter(isNode);
}
