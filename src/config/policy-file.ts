import { createHash } from 'node:crypto';
import type { PolicyFault, PolicyPath } from '../domain/policy/fault.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { resolvePolicy } from '../domain/policy/resolve-policy.ts';
import type { ConfigFault } from './fault.ts';
import { type PolicyDocument, type Position, readPolicyDocument } from './policy-document.ts';
import { policyExample } from './policy-examples.ts';
import { readTextFile } from './text-file.ts';

/** Which file, and whether somebody named it: a file that was named must be there. */
export interface PolicyFileChoice {
  readonly path: string;
  readonly explicit: boolean;
  /** How faults call the file; its path when left out. */
  readonly name?: string;
}

/** A policy as it was loaded. */
export interface LoadedPolicy {
  readonly policy: Policy;
  /** `preset`: there is no file. */
  readonly origin: 'file' | 'preset';
  /** The file's data as plain JSON: `resolvePolicy(source)` makes the same policy again. */
  readonly source: unknown;
  /** Same for the same rules, however the file spells, orders or comments them. */
  readonly hash: string;
  /** Where the part of the file at `path` stands, for faults that only others can see. */
  placeOf(path: PolicyPath): ConfigFault['where'];
}

export type PolicyLoading =
  | { readonly ok: true; readonly loaded: LoadedPolicy }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] };

/** Loads the policy, or names every fault of the file with line and column. */
export async function loadPolicyFile(choice: PolicyFileChoice): Promise<PolicyLoading> {
  const { path, name = path } = choice;
  const reading = await readTextFile(path);
  if (reading.ok) return parsePolicy(reading.text, name);
  if (reading.missing && !choice.explicit) return loadPreset(name);
  const where = { file: name, line: null, column: null, key: '' };
  return { ok: false, faults: [{ where, problem: reading.problem, example: null }] };
}

/** Reads the text of a policy file; `file` is how faults call it. */
export function parsePolicy(text: string, file: string): PolicyLoading {
  const reading = readPolicyDocument(text);
  if (!reading.ok) {
    const faults = reading.faults.map(({ position, problem }) => ({
      where: placeAt(file, position, []),
      problem,
      example: policyExample(problem),
    }));
    return { ok: false, faults: inOrder(faults) };
  }
  const { document } = reading;
  const resolved = resolvePolicy(document.data);
  if (!resolved.ok)
    return { ok: false, faults: inOrder(resolved.faults.map((fault) => locate(fault, document, file))) };
  const { policy } = resolved;
  return {
    ok: true,
    loaded: {
      policy,
      origin: 'file',
      source: document.data ?? {},
      hash: hashPolicy(policy),
      placeOf: (path) => placeAt(file, document.positionOf(path, 'value'), path),
    },
  };
}

function loadPreset(file: string): PolicyLoading {
  const resolved = resolvePolicy({});
  if (!resolved.ok) throw new Error(`the built-in preset is at fault: ${JSON.stringify(resolved.faults)}`);
  const { policy } = resolved;
  const placeOf = (path: PolicyPath) => ({ file, line: null, column: null, key: keyText(path) });
  return { ok: true, loaded: { policy, origin: 'preset', source: {}, hash: hashPolicy(policy), placeOf } };
}

function locate({ path, at, problem }: PolicyFault, document: PolicyDocument, file: string): ConfigFault {
  return { where: placeAt(file, document.positionOf(path, at), path), problem, example: policyExample(problem) };
}

function placeAt(file: string, { line, column }: Position, path: PolicyPath): ConfigFault['where'] {
  return { file, line, column, key: keyText(path) };
}

function keyText(path: PolicyPath): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`))
    .join('');
}

function inOrder(faults: readonly ConfigFault[]): ConfigFault[] {
  return faults.toSorted((a, b) => {
    if ('variable' in a.where || 'variable' in b.where) return 0;
    return (a.where.line ?? 0) - (b.where.line ?? 0) || (a.where.column ?? 0) - (b.where.column ?? 0);
  });
}

/** SHA-256 over the resolved rules, mappings in the order of their keys; 64 hexadecimal digits. */
export function hashPolicy(policy: Policy): string {
  return createHash('sha256').update(JSON.stringify(policy, sortKeys)).digest('hex');
}

function sortKeys(_key: string, value: unknown): unknown {
  const plain: unknown = value instanceof Map ? Object.fromEntries(value) : value;
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return plain;
  return Object.fromEntries(Object.entries(plain).sort(([a], [b]) => (a < b ? -1 : 1)));
}
