import type { z } from 'zod';
import { faultAt, type PolicyFault, type PolicyPath, type PolicyProblemParams } from './fault.ts';
import { policyJsonSchema } from './json-schema.ts';
import { nearestName } from './nearest.ts';

type Issue = z.core.$ZodIssue;

/** What the schema found wrong, as faults of the file; `file` is the text as parsed, before the schema. */
export function schemaFaults(issues: readonly Issue[], file: unknown): PolicyFault[] {
  return issues.flatMap((issue) => faultsOfIssue(issue, readPath(issue.path), file));
}

function faultsOfIssue(issue: Issue, path: PolicyPath, file: unknown): PolicyFault[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((name) =>
        faultAt([...path, name], 'unknown-key', { name, near: nearestName(name, namesAt(path)) }, 'key'),
      );
    case 'invalid_key': {
      const name = String(path.at(-1));
      return [faultAt(path, 'bad-key', { name }, 'key')];
    }
    case 'invalid_type': {
      // A duration, a span and their like name their own problem; other types have only zod's sentence.
      if (issue.message.startsWith('bad-')) return [faultAt(path, issue.message as ParameterlessKey, {})];
      const expected = readExpected(issue.expected);
      const quoted = expected === 'text' ? quotable(file, path) : null;
      return [faultAt(path, 'wrong-type', { expected, quotable: quoted })];
    }
    case 'invalid_value': {
      const choices = issue.values.map(String);
      const given = valueAt(file, path);
      const near = typeof given === 'string' ? nearestName(given, choices) : null;
      return [faultAt(path, 'not-one-of', { choices, near })];
    }
    case 'too_small':
      if (issue.origin === 'array') return [faultAt(path, 'empty-list', {})];
      return [faultAt(path, 'out-of-range', { least: Number(issue.minimum), most: null })];
    case 'too_big':
      return [faultAt(path, 'out-of-range', { least: null, most: Number(issue.maximum) })];
    case 'invalid_union': {
      const inner = deepestBranch(issue.errors);
      if (inner === null) return [faultAt(path, issue.message as 'bad-clock' | 'bad-holidays', {})];
      return inner.flatMap((nested) => faultsOfIssue(nested, [...path, ...readPath(nested.path)], file));
    }
    default:
      return [faultAt(path, issue.message as ParameterlessKey, {})];
  }
}

type ParameterlessKey = {
  [K in keyof PolicyProblemParams]: Record<string, never> extends PolicyProblemParams[K] ? K : never;
}[keyof PolicyProblemParams];

/** The alternative that was evidently meant: the one that failed inside itself, or by a custom check, not by its type. */
function deepestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const meant = branches.filter((issues) =>
    issues.every((issue) => issue.path.length > 0 || issue.code === 'custom' || issue.code === 'unrecognized_keys'),
  );
  return meant.length === 1 ? (meant[0] ?? null) : null;
}

function readPath(path: readonly PropertyKey[]): PolicyPath {
  return path.map((step) => (typeof step === 'number' ? step : String(step)));
}

function readExpected(expected: string): PolicyProblemParams['wrong-type']['expected'] {
  switch (expected) {
    case 'array':
      return 'list';
    case 'object':
    case 'record':
      return 'mapping';
    case 'number':
    case 'int':
      return 'number';
    default:
      return 'text';
  }
}

/** A number or truth value where text belongs: YAML reads `wecom: 1001` so unless it stands in quotes. */
function quotable(file: unknown, path: PolicyPath): string | null {
  const given = valueAt(file, path);
  return typeof given === 'number' || typeof given === 'boolean' ? JSON.stringify(String(given)) : null;
}

/** What stands at `path` in a parsed file; `undefined` when nothing does. */
export function valueAt(file: unknown, path: PolicyPath): unknown {
  let value = file;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

/** The names that may stand in the mapping at `path`, read off the JSON schema, which is plain data to walk. */
function namesAt(path: PolicyPath): string[] {
  let nodes: JsonSchema[] = [policyJsonSchema()];
  for (const step of path) {
    nodes = alternatives(nodes).flatMap((node) => {
      const next = typeof step === 'number' ? node.items : (node.properties?.[step] ?? node.additionalProperties);
      return typeof next === 'object' ? [next] : [];
    });
  }
  return alternatives(nodes).flatMap((node) => [
    ...Object.keys(node.properties ?? {}),
    ...(node.propertyNames?.enum ?? []),
  ]);
}

interface JsonSchema {
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly propertyNames?: { readonly enum?: readonly string[] };
}

function alternatives(nodes: readonly JsonSchema[]): JsonSchema[] {
  return nodes.flatMap((node) => [node, ...(node.anyOf ?? [])]);
}
