import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import type { PolicyPath } from '../domain/policy/fault.ts';
import type { ConfigProblem } from '../i18n/config.ts';

/** A place in a text, lines and columns from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A policy file read as YAML: its data, and where each part of it stands. */
export interface PolicyDocument {
  readonly data: unknown;
  /** Where the value at `path`, or its key, stands; of the nearest part above it when the file has no such part. */
  positionOf(path: PolicyPath, at: 'key' | 'value'): Position;
}

export interface DocumentFault {
  readonly position: Position;
  readonly problem: ConfigProblem;
}

export type DocumentReading =
  | { readonly ok: true; readonly document: PolicyDocument }
  | { readonly ok: false; readonly faults: readonly DocumentFault[] };

/** Reads YAML 1.2; every fault of the text at once. */
export function readPolicyDocument(text: string): DocumentReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const errors = [...document.errors, ...document.warnings];
  if (errors.length > 0) {
    return {
      ok: false,
      faults: errors.map((error) => ({ position: positionAt(error.pos[0]), problem: readError(error) })),
    };
  }
  const data = toData(document);
  if (data === CIRCLE) {
    return {
      ok: false,
      faults: [{ position: positionAt(brokenAliasOf(document)), problem: { key: 'yaml-circle', params: {} } }],
    };
  }
  return {
    ok: true,
    document: { data, positionOf: (path, at) => positionAt(offsetOf(document, path, at)) },
  };
}

function readError(error: YAMLError): ConfigProblem {
  switch (error.code) {
    case 'DUPLICATE_KEY':
      return { key: 'yaml-duplicate-key', params: {} };
    case 'TAB_AS_INDENT':
      return { key: 'yaml-tab', params: {} };
    case 'MULTIPLE_DOCS':
      return { key: 'yaml-several-documents', params: {} };
    default:
      return { key: 'yaml-syntax', params: { detail: error.message } };
  }
}

const CIRCLE = Symbol('circle');

function toData(document: Document): unknown {
  try {
    const data: unknown = document.toJS();
    JSON.stringify(data); // throws on an alias inside its own anchor
    return data;
  } catch {
    return CIRCLE;
  }
}

/** The first alias that points at nothing, else the first of all: one of them closes the circle. */
function brokenAliasOf(document: Document): number {
  const aliases: Alias[] = [];
  visit(document, {
    Alias(_key, alias) {
      aliases.push(alias);
    },
  });
  const broken = aliases.find((alias) => alias.resolve(document) === undefined) ?? aliases[0];
  return startOf(broken) ?? 0;
}

function offsetOf(document: Document, path: PolicyPath, at: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let keyOffset = startOf(node) ?? 0;
  let valueOffset = keyOffset;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
      if (pair === undefined) return valueOffset;
      keyOffset = startOf(pair.key) ?? valueOffset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      keyOffset = startOf(node) ?? valueOffset;
    } else return valueOffset;
    valueOffset = startOf(node) ?? keyOffset;
  }
  return at === 'key' ? keyOffset : valueOffset;
}

function startOf(node: unknown): number | null {
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}
