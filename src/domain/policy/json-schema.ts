import { z } from 'zod';
import { policyFileSchema } from './schema.ts';

/** JSON schema (draft 2020-12) of the policy file as people write it; plain data. */
export function policyJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(policyFileSchema, { io: 'input' });
}
