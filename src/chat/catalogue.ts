import type { Locale } from '../domain/vocabulary.ts';

/**
 * The command registry as platforms see it: data for manifests, menus, completion and docs, so that nothing about a
 * command is written twice. `commands/` makes it; see `commandCatalogue`.
 */
export interface CommandInfo {
  /** ASCII name without the slash: `ticket`. */
  readonly name: string;
  /** Other names where the platform allows them: `工单`. */
  readonly aliases: readonly string[];
  readonly description: Readonly<Record<Locale, string>>;
  /** What may follow the name, short: `[new] 描述 客户:… 类型:… !紧急`. */
  readonly usage: Readonly<Record<Locale, string>>;
  readonly verbs: readonly VerbInfo[];
}

export interface VerbInfo {
  /** `take`; the default verb of a command (no subcommand) is `new`. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly summary: Readonly<Record<Locale, string>>;
  /** A whole line that works when typed: `/ticket take C202611001`. */
  readonly example: Readonly<Record<Locale, string>>;
  /** It acts on one ticket, named by its number. */
  readonly takesNumber: boolean;
}

/** A shortcut of a platform's own menus. */
export interface ShortcutInfo {
  /** Name in an inbound deed; also Slack's callback_id: `ticket-from-message`. */
  readonly name: string;
  readonly on: 'message' | 'anywhere';
  readonly label: Readonly<Record<Locale, string>>;
  readonly description: Readonly<Record<Locale, string>>;
}

export interface Catalogue {
  readonly commands: readonly CommandInfo[];
  readonly shortcuts: readonly ShortcutInfo[];
  /** Every action a button can carry. */
  readonly actions: readonly string[];
  /** Every action a form can carry. */
  readonly forms: readonly string[];
}
