import { crossChecks, type KnownNames } from './cross-checks.ts';
import type { PolicyFault, PolicyPath } from './fault.ts';
import { mergeOverPreset } from './merge.ts';
import type { Policy } from './policy.ts';
import { policyFileSchema } from './schema.ts';
import { schemaFaults, valueAt } from './schema-faults.ts';

export type ResolvedPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly faults: readonly PolicyFault[] };

/**
 * The policy that a parsed file stands for, merged over its preset; or every fault of the file at once. `file` is plain
 * data; a file without content, and a setting without a value, count as left out.
 */
export function resolvePolicy(file: unknown): ResolvedPolicy {
  const source = dropBlanks(fillEntries(file ?? {}), 0);
  const parsed = policyFileSchema.safeParse(source);
  const known = knownNames(source);
  if (parsed.success) {
    const policy = mergeOverPreset(parsed.data);
    const faults = crossChecks(policy, parsed.data, known);
    return faults.length === 0 ? { ok: true, policy } : { ok: false, faults };
  }
  const faults = schemaFaults(parsed.error.issues, source);
  // What is sound is cross-checked all the same, so that nobody mends one half only to be shown the other.
  const rest = policyFileSchema.safeParse(prune(source, faults));
  const others = rest.success ? crossChecks(mergeOverPreset(rest.data), rest.data, known) : [];
  return { ok: false, faults: [...faults, ...others.filter((other) => !isBelowAny(other.path, faults))] };
}

/** A team or person of whom the file says only the name is still listed. */
function fillEntries(file: unknown): unknown {
  if (typeof file !== 'object' || file === null || Array.isArray(file)) return file;
  const filled = ['teams', 'people'].flatMap((section) => {
    const entries = valueAt(file, [section]);
    if (typeof entries !== 'object' || entries === null || Array.isArray(entries)) return [];
    return [[section, Object.fromEntries(Object.entries(entries).map(([id, entry]) => [id, entry ?? {}]))]];
  });
  return { ...file, ...Object.fromEntries(filled) };
}

/** Deeper than any policy; a file whose aliases run in a circle is cut here and then refused by the schema. */
const DEEPEST = 12;

function dropBlanks(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((item) => dropBlanks(item, depth + 1));
  const filled = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(filled.map(([key, inner]) => [key, dropBlanks(inner, depth + 1)]));
}

function knownNames(source: unknown): KnownNames {
  const presetTeams = mergeOverPreset({}).teams.keys();
  return {
    teams: new Set([...presetTeams, ...keysOf(valueAt(source, ['teams']))]),
    people: new Set(keysOf(valueAt(source, ['people']))),
  };
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** The file without what is at fault. A list goes as a whole, for the places in it would shift. */
function prune(source: unknown, faults: readonly PolicyFault[]): unknown {
  let pruned = structuredClone(source);
  for (const { path } of faults) {
    const listStart = path.findIndex((step) => typeof step === 'number');
    const target = listStart === -1 ? path : path.slice(0, listStart);
    const name = target.at(-1);
    if (name === undefined) {
      pruned = {};
      continue;
    }
    const holder = valueAt(pruned, target.slice(0, -1));
    if (typeof holder === 'object' && holder !== null) Reflect.deleteProperty(holder, name);
  }
  return pruned;
}

function isBelowAny(path: PolicyPath, faults: readonly PolicyFault[]): boolean {
  return faults.some((fault) => fault.path.length <= path.length && fault.path.every((step, i) => step === path[i]));
}
