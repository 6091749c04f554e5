import { Command } from 'commander';
import type { Card } from '../chat/card.ts';
import { cardContext } from '../chat/cards/context.ts';
import { receiptCard, receiptChecked, wordsOf } from '../chat/cards/erasure-card.ts';
import { terminalLocale } from '../config/fault.ts';
import { customerNumber, readCustomerNumber } from '../domain/customer/number.ts';
import { SYSTEM_ACTOR } from '../domain/people.ts';
import { readReceiptNumber, receiptNumber } from '../domain/privacy/erased.ts';
import { eraseTexts } from '../i18n/erase-texts.ts';
import { messagesOf } from '../i18n/messages.ts';
import { operatorTexts } from '../i18n/operator.ts';
import type { ErasureRefusal, ErasureScope } from '../usecases/erasure/ports.ts';
import { openDesk } from './open-desk.ts';

/*
 * `npm run erase -- --customer K00001 --dry-run`, also while the product runs: it changes the cards and takes back the
 * posts. `--check E00001` looks again.
 */
const locale = terminalLocale(process.env);
const t = eraseTexts(locale);
const m = messagesOf(locale);
const options = new Command('erase')
  .description(t.description)
  .option('--customer <number>', t.customer)
  .option('--person <name>', t.person)
  .option('--dry-run', t.dryRun)
  .option('--force', t.force)
  .option('--check <receipt>', t.check)
  .parse()
  .opts<{ customer?: string; person?: string; dryRun?: true; force?: true; check?: string }>();

try {
  process.exitCode = await run();
} catch (error) {
  console.error(operatorTexts(locale).failed({ reason: error instanceof Error ? error.message : String(error) }));
  process.exitCode = 1;
}

/** 0: done, or nothing is left; 1: refused, or something is left. */
async function run(): Promise<number> {
  const number = readCustomerNumber(options.customer ?? '');
  const receipt = readReceiptNumber(options.check ?? '');
  if (receipt === null && number === null) return refuse(t.which);
  const { storage, close } = await openDesk(locale);
  try {
    const now = storage.clock.now();
    const context = cardContext({
      locale,
      now,
      policy: storage.policies.active().policy,
      nameOf: (ref) => storage.nameOf(ref),
    });
    if (receipt !== null) {
      const checked = await storage.erasures.check(receipt, now);
      if (checked === null) return refuse(m.erasure.noReceipt({ receipt: receiptNumber(receipt) }));
      say(receiptChecked(checked, context));
      return checked.isGenuine && checked.left === 0 && checked.posts.waiting === 0 ? 0 : 1;
    }
    const scope: ErasureScope = { number: number ?? 0, person: options.person ?? null };
    if (options.dryRun === true) {
      const outlook = await storage.erasures.look(scope, now);
      if (outlook.code === 'refused') return refuse(refusalText(outlook, scope));
      console.log(t.wouldErase({ number: customerNumber(outlook.number), words: wordsOf(outlook.counts, context) }));
      const tickets = outlook.openTickets.join(m.view.listJoin);
      if (scope.person === null && tickets !== '') console.log(m.erasure.open({ tickets }));
      return 0;
    }
    const deed = { by: SYSTEM_ACTOR.ref, at: now, isForced: options.force === true };
    const erased = await storage.erasures.erase(scope, deed);
    if (erased.code === 'refused') return refuse(refusalText(erased, scope));
    say(receiptCard(erased.receipt, context));
    return 0;
  } finally {
    await close();
  }
}

function say({ title, lines = [], facts = [], footer }: Card): void {
  console.log(
    [title, ...lines, ...facts.map(({ label, value }) => `${label}: ${value}`), footer].filter(Boolean).join('\n'),
  );
}

function refuse(text: string): number {
  console.error(text);
  return 1;
}

function refusalText(refusal: ErasureRefusal, scope: ErasureScope): string {
  const { erasure, view } = m;
  switch (refusal.reason) {
    case 'needs-role':
      return erasure.onlyAdmins;
    case 'unknown-customer':
      return t.unknown({ number: customerNumber(scope.number) });
    case 'unknown-person':
      return erasure.noPerson({ name: scope.person ?? '', people: refusal.people });
    case 'open-tickets': {
      const { tickets } = refusal;
      return `${erasure.refusedOpen({ count: tickets.length, tickets: tickets.join(view.listJoin) })}\n${t.howToForce}`;
    }
    case 'nothing-left':
      return erasure.nothingLeft({ receipt: refusal.receipt === null ? null : receiptNumber(refusal.receipt) });
  }
}
