import { registry } from '../commands/index.ts';
import { contactRules } from '../domain/rules/contact/index.ts';
import { ticketRules } from '../domain/rules/index.ts';
import type { Ms } from '../domain/time.ts';
import { PLATFORMS } from '../domain/vocabulary.ts';
import { createMetrics, type Metrics } from '../observe/metrics.ts';
import type { Heartbeat } from '../scheduler/heartbeat.ts';
import { missingHolidays } from '../usecases/missing-holidays.ts';
import { operationRoutes } from '../web/operations.ts';
import { type BotWatch, SILENCE_MS } from './bot-watch.ts';
import type { Storage } from './open-storage.ts';

/** A tick older than this is a fault: reminders stand still. */
const TICK_FRESH_MS: Ms = 10_000;
/** Clocks further apart than this are worth a warning. */
const SKEW_WARNING_MS: Ms = 2_000;

/** Metrics whose labels are the closed sets of this product. */
export function createProductMetrics(): Metrics {
  return createMetrics({
    platform: PLATFORMS,
    command: registry.commands.map((one) => one.name),
    verb: registry.commands.flatMap((one) => one.verbs.map((verb) => verb.name)),
    result: ['done', 'refused', 'unavailable', 'failed'],
    kind: ['ticket', 'notice', 'thread', 'reply', 'private', 'home'],
    outcome: ['sent', 'pending', 'sending', 'rejected', 'uncertain', 'moot', 'shown', 'retry-later'],
    rule: [...ticketRules, ...contactRules].map((rule) => rule.name),
    state: ['open', 'met', 'cancelled'],
    frame: ['message', 'click', 'entered', 'evicted', 'other-event', 'unknown-cmd', 'malformed'],
  });
}

/** Health, readiness and figures. */
export function wireOperations(storage: Storage, heartbeat: Heartbeat, metrics: Metrics, watch: BotWatch | null) {
  async function isDatabaseUp(): Promise<boolean> {
    const isUp = await storage.housekeeping.ping().then(
      () => true,
      () => false,
    );
    metrics.setDatabaseUp(isUp);
    return isUp;
  }
  return operationRoutes({
    async faults() {
      const faults: string[] = [];
      if (!(await isDatabaseUp())) faults.push('the database cannot be reached');
      const silentMs = heartbeat.sinceLastMs();
      if (silentMs > TICK_FRESH_MS) faults.push(`the last tick succeeded ${Math.round(silentMs / 1_000)} s ago`);
      return faults;
    },
    async warnings() {
      const skewMs = Math.round(storage.clock.skewMs());
      const missing = missingHolidays(storage.policies.active(), storage.clock.now());
      return [
        ...(Math.abs(skewMs) > SKEW_WARNING_MS ? [`this machine's clock is ${skewMs} ms off the database's`] : []),
        ...((await watch?.isSilent()) === true
          ? [`no replica has been connected for WeCom's AI bot for ${SILENCE_MS / 1_000} s`]
          : []),
        ...missing.map((year) => `the public holidays of ${year} are not known: plain weekends are assumed`),
      ];
    },
    async metrics() {
      if (await isDatabaseUp()) {
        const depths = await storage.outbox.depths();
        metrics.setOutbox(
          depths.map((one) => ({
            platform: one.platform,
            depth: one.waiting,
            oldestMs: one.oldestSeconds * 1_000,
            limited: one.limited,
          })),
        );
        metrics.setCommitments(await storage.housekeeping.countCommitments());
      }
      return metrics.render();
    },
  });
}
