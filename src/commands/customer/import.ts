import { importedLook, importRefusal } from '../../chat/cards/import-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { mayDoWithCustomer } from '../../domain/customer/permission.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';

/** A file as a platform calls it, and the hash of what was looked at. */
const FILE = /^(F[A-Z0-9]{2,30})\s+([A-Za-z0-9_-]{22})$/;

/** 导入: customers or their events out of a table; looked at first, then done. */
export const importCustomers: Verb = {
  name: 'import',
  aliases: ['导入'],
  takesNumber: false,
  typed: (context, rest) => importNamed(context, rest),
  clicked: (context, value) => importNamed(context, value),
  shortcut: (context, message) => {
    const [file] = message?.files ?? [];
    if (file !== undefined) return look(context, file.id);
    const { noFile } = context.card.m.files;
    return showCard({ tone: 'warn', title: noFile, summary: noFile });
  },
};

function importNamed(context: CommandContext, rest: string): Promise<Reply> {
  // Only what was looked at, on a message that the person sees: a name alone would show files of other channels.
  const [, id, hash] = FILE.exec(rest.trim()) ?? [];
  return id === undefined || hash === undefined ? sayHow(context) : begin(context, id, hash);
}

/** The ways there are from here, the quickest first. */
async function sayHow(context: CommandContext): Promise<Reply> {
  const { inbound, services, actor, card } = context;
  const { files, help } = card.m;
  const permission = mayDoWithCustomer(actor, 'import');
  if (!permission.ok) {
    return showCard(importRefusal({ code: 'refused', reason: 'needs-role', role: permission.role }, card));
  }
  const fetches = services.files.fetches(inbound.who);
  const url = await services.files.link(inbound.who, { kind: 'import', checked: null }, card.locale);
  const shortcut = fetches ? help.shortcut['import-customers'].label : null;
  return showCard({
    tone: 'info',
    title: files.importTitle,
    summary: files.importTitle,
    lines: [files.importWays({ shortcut }), ...(url === null ? [] : [files.importPageHint]), files.importByTerminal],
    ...(url === null ? {} : { facts: [{ label: files.importPage, value: url }] }),
  });
}

async function look(context: CommandContext, id: string): Promise<Reply> {
  const { inbound, services, actor, card } = context;
  const file = { owner: inbound.who, id };
  const looked = await services.imports.look(actor, file);
  return showCard(looked.code === 'looked' ? importedLook(looked.report, file, card) : importRefusal(looked, card));
}

async function begin(context: CommandContext, id: string, hash: string): Promise<Reply> {
  const { inbound, services, actor, card } = context;
  const begun = await services.imports.begin(actor, { owner: inbound.who, id }, hash, card.locale);
  if (begun.code !== 'begun') return showCard(importRefusal(begun, card));
  const { begun: title } = card.m.files;
  return showCard({ tone: 'good', title, summary: title });
}
