import { randomUUID } from 'node:crypto';
import type { Address } from '../domain/vocabulary.ts';
import type { Greeting } from '../usecases/greeting.ts';
import type { PrismaClient } from './generated/client.ts';
import { jsonParameter } from './json-parameter.ts';

/** Greetings, one for each conversation, whoever asks and however often. */
export interface GreetingStore {
  /**
   * Puts the greeting in the outbox unless this conversation ever had one. `onlyNew`: nor where our cards have stood for
   * an hour: whoever works with us there knows us. True when it does now.
   */
  greetOnce(to: Address, greeting: Greeting, options?: { readonly onlyNew: boolean }): Promise<boolean>;
}

export function createGreetingStore({
  prisma,
  onWritten,
}: {
  readonly prisma: PrismaClient;
  readonly onWritten: () => void;
}): GreetingStore {
  return {
    async greetOnce({ platform, workspace, id }, greeting, { onlyNew } = { onlyNew: false }) {
      const name = `greeted ${platform}/${workspace}/${id}`;
      const posted = await prisma.$executeRaw`
        WITH first AS (
          INSERT INTO setting (name, value) VALUES (${name}, 'yes') ON CONFLICT (name) DO NOTHING RETURNING name)
        INSERT INTO outbox (platform, workspace, conversation, what, data, urgent, message_id)
        SELECT ${platform}, ${workspace}, ${id}, 'private', ${jsonParameter(greeting)}::text::jsonb, false,
          ${randomUUID()}::uuid
        FROM first
        WHERE NOT ${onlyNew} OR NOT EXISTS (
          SELECT FROM card k WHERE k.platform = ${platform} AND k.workspace = ${workspace} AND k.conversation = ${id}
            AND k.created_at < clock_timestamp() - interval '1 hour')`;
      if (posted === 0) return false;
      onWritten();
      return true;
    },
  };
}
