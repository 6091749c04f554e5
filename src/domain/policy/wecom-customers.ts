import { z } from 'zod';

/** Customers as WeCom's own customer list (客户联系) has them. */
export interface WecomCustomerPolicy {
  /** They are read every night, and when WeCom tells of a change. */
  readonly on: boolean;
  /** Talks that WeCom counts are shared out over a member's customers, and count as interactions (K2). */
  readonly interactions: boolean;
}

/** The block of the policy file. */
export const wecomCustomersSchema = z
  .strictObject({
    on: z.boolean().meta({ description: 'Reads customers, their managers and tags from WeCom.' }).optional(),
    interactions: z
      .boolean()
      .meta({ description: 'Talks counted by WeCom count as interactions, shared out over the customers of a member.' })
      .optional(),
  })
  .meta({ description: 'The customer list of WeCom; off unless switched on.' });

type Entry = z.output<typeof wecomCustomersSchema>;

/** Off, unless the file says otherwise. */
export function mergeWecomCustomers(base: Entry = {}, file: Entry = {}): WecomCustomerPolicy {
  return {
    on: file.on ?? base.on ?? false,
    interactions: file.interactions ?? base.interactions ?? true,
  };
}

/** Of a policy that may be in force since a release that knew no such thing. */
export function wecomCustomersOf(policy: { readonly wecomCustomers?: WecomCustomerPolicy }): WecomCustomerPolicy {
  return policy.wecomCustomers ?? mergeWecomCustomers();
}
