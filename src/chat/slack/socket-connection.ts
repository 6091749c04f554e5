import type { SocketModeReceiver } from '@slack/bolt';
import type { Log } from './log.ts';

export interface SocketConnection {
  /** Connects; rejects when the first attempt fails. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/**
 * Keeps a Socket Mode connection up, for a receiver made with `autoReconnectEnabled: false`. The client's own
 * reconnection waits 5 s and, when Slack refuses or cannot be reached then, rejects where nobody can catch it.
 */
export function createSocketConnection(receiver: SocketModeReceiver, log: Log): SocketConnection {
  let waitMs = FIRST_WAIT_MS;
  let timer: NodeJS.Timeout | null = null;
  let isOn = false;

  function reconnect(afterMs: number): void {
    if (!isOn || timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      receiver.start().then(
        () => {
          waitMs = FIRST_WAIT_MS;
          log.info({}, 'Slack is connected again');
        },
        (error: unknown) => {
          log.warn({ err: error, waitMs }, 'Slack cannot be reached');
          reconnect(waitMs);
          waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
        },
      );
    }, afterMs);
  }

  return {
    async start() {
      await receiver.start();
      isOn = true;
      // Slack closes each connection after some hours, on purpose: that is no reason to wait.
      receiver.client.on('disconnected', () => reconnect(0));
    },
    async stop() {
      isOn = false;
      if (timer !== null) clearTimeout(timer);
      await receiver.stop();
    },
  };
}
