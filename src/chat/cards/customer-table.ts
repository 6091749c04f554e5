import type { FieldKey } from '../../domain/customer/lexicon-customer.ts';
import { customerNumber } from '../../domain/customer/number.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';
import type { Messages } from '../../i18n/messages.ts';
import type { ExportRow } from '../../usecases/customers/ports.ts';

/** Columns of an export: what an import reads back. */
const COLUMNS = [
  ...(['number', 'name', 'short', 'kind', 'industry', 'size', 'product', 'amount', 'since', 'from', 'until'] as const),
  ...(['needs', 'hidden-needs', 'demands', 'vip', 'manager', 'success', 'tier', 'stage', 'tags'] as const),
  ...(['person', 'post', 'channel', 'phone', 'mail'] as const),
] satisfies readonly FieldKey[];

/** Customers as a table, headers first, in the reader's language. */
export function customerTable(
  rows: readonly ExportRow[],
  { m, nameOf }: { readonly m: Messages; readonly nameOf: (ref: PersonRef) => string },
): readonly (readonly string[])[] {
  const { field, kind, tier, stage, channel } = m.customer;
  const who = (ref: PersonRef | null) => (ref === null ? '' : nameOf(ref));
  const cells = ({
    number,
    profile,
    tags,
    person,
    ...row
  }: ExportRow): Readonly<Record<(typeof COLUMNS)[number], string>> => ({
    number: customerNumber(number),
    name: profile.name,
    short: profile.shortName ?? '',
    kind: kind(profile.kind),
    industry: profile.industry ?? '',
    size: profile.size ?? '',
    product: profile.product ?? '',
    amount: profile.amount === null ? '' : String(profile.amount),
    since: profile.firstCooperation ?? '',
    from: profile.contractFrom ?? '',
    until: profile.contractUntil ?? '',
    needs: profile.needs ?? '',
    'hidden-needs': profile.hiddenNeeds ?? '',
    demands: profile.demands ?? '',
    vip: profile.vip ? m.view.form.yes : m.view.form.no,
    manager: who(profile.accountManager),
    success: who(profile.successManager),
    tier: row.tier === null ? '' : tier(row.tier),
    stage: row.stage === null ? '' : stage(row.stage),
    tags: tags.join(m.view.listJoin),
    person: person?.name ?? '',
    post: person?.post ?? '',
    channel: person?.channel ? channel(person.channel) : '',
    phone: person?.phone ?? '',
    mail: person?.mail ?? '',
  });
  return [COLUMNS.map((column) => field(column)), ...rows.map((row) => COLUMNS.map((column) => cells(row)[column]))];
}

/** A cell that a spreadsheet would take for a formula is text to it: what begins like one gets an apostrophe before it. */
export function withoutFormula(cell: string): string {
  return /^[=+\-@\t\r＝＋－＠]/u.test(cell) ? `'${cell}` : cell;
}
