import type { Alert } from '../../usecases/alert.ts';
import type { Card } from '../card.ts';
import type { CardContext } from './context.ts';

/** What an administrator is told, with what to do about it. */
export function alertCard(alert: Alert, { m }: CardContext): Card {
  const words = m.alert;
  switch (alert.alert) {
    case 'policy-at-fault':
      return {
        tone: 'alarm',
        title: words.policyAtFault,
        summary: words.policyAtFault,
        lines: [words.policyFaults({ faults: alert.faults, where: alert.where }), words.checkConfig],
      };
    case 'channel-closed': {
      const title = words.channelClosed({ channel: alert.channel });
      return { tone: 'alarm', title, summary: title, lines: [words.inviteBot({ reason: alert.reason })] };
    }
    case 'holidays-unknown': {
      const title = words.holidaysUnknown({ year: alert.year });
      return { tone: 'warn', title, summary: title, lines: [words.weekendsAssumed({ year: alert.year })] };
    }
    case 'wecom-refused': {
      const { errcode, ip } = alert;
      const title = words.wecomRefused({ errcode });
      return { tone: 'alarm', title, summary: title, lines: [words.wecomCure({ errcode, ip }), words.wecomWaits] };
    }
  }
}

/** Whether a stored message is an alert rather than the answer to a deed. */
export function isAlert(data: unknown): data is Alert {
  return typeof data === 'object' && data !== null && 'alert' in data;
}
