import { z } from 'zod';

/**
 * What Slack accepts in messages and modals: shapes, lengths, counts, unique ids. Strict on purpose: a key that Slack
 * does not know, or a text one character too long, is a fault.
 */

const plain = (max: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  });
const mrkdwn = (max: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  });
const anyText = (max: number) => z.discriminatedUnion('type', [plain(max), mrkdwn(max)]);

const id = z.string().min(1).max(255);
const blockId = id.optional();

const option = z.strictObject({ text: plain(75), value: z.string().min(1).max(150) });

const button = z.strictObject({
  type: z.literal('button'),
  text: plain(75),
  action_id: id,
  value: z.string().max(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

const staticSelect = z.strictObject({
  type: z.literal('static_select'),
  action_id: id,
  placeholder: plain(150).optional(),
  options: z.array(option).min(1).max(100),
  initial_option: option.optional(),
});

const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: id,
  multiline: z.boolean().optional(),
  max_length: z.number().int().min(1).max(3000).optional(),
  placeholder: plain(150).optional(),
  initial_value: z.string().max(3000).optional(),
});

const style = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
  })
  .optional();
const richElement = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), style }),
  z.strictObject({ type: z.literal('link'), url: z.url().max(3000), text: z.string().min(1).optional(), style }),
  z.strictObject({ type: z.literal('user'), user_id: z.string().regex(/^[UW][A-Z0-9]+$/), style }),
]);
const richPart = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(richElement).min(1) }),
  z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(richElement).min(1) }),
  z.strictObject({
    type: z.literal('rich_text_preformatted'),
    elements: z.array(z.strictObject({ type: z.literal('text'), text: z.string().min(1) })).min(1),
  }),
]);

const display = [
  z.strictObject({ type: z.literal('header'), block_id: blockId, text: plain(150) }),
  z.strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: anyText(3000),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: button.optional(),
  }),
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  z.strictObject({ type: z.literal('context'), block_id: blockId, elements: z.array(anyText(2000)).min(1).max(10) }),
  z.strictObject({
    type: z.literal('actions'),
    block_id: blockId,
    elements: z
      .array(z.discriminatedUnion('type', [button, staticSelect]))
      .min(1)
      .max(25),
  }),
  z.strictObject({ type: z.literal('rich_text'), block_id: blockId, elements: z.array(richPart).min(1) }),
] as const;

const input = z.strictObject({
  type: z.literal('input'),
  block_id: blockId,
  label: plain(2000),
  hint: plain(2000).optional(),
  optional: z.boolean().optional(),
  element: z.discriminatedUnion('type', [plainTextInput, staticSelect]),
});

const messageBlocks = z.array(z.discriminatedUnion('type', display)).max(50);

const modal = z.strictObject({
  type: z.literal('modal'),
  title: plain(24),
  submit: plain(24).optional(),
  close: plain(24).optional(),
  callback_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3000).optional(),
  notify_on_close: z.boolean().optional(),
  clear_on_close: z.boolean().optional(),
  blocks: z.array(z.discriminatedUnion('type', [...display, input])).max(100),
});

const home = z.strictObject({
  type: z.literal('home'),
  blocks: z.array(z.discriminatedUnion('type', display)).max(100),
});

/** Everything wrong with somebody's page; empty when Slack would show it. */
export function homeFaults(view: unknown): string[] {
  const parsed = home.safeParse(view);
  return parsed.success ? repeatedIds(parsed.data.blocks) : issueTexts(parsed.error);
}

/** A modal as Slack keeps it. */
export type ModalShape = z.infer<typeof modal>;

/** Everything wrong with the blocks of a message; empty when Slack would take them. */
export function messageBlockFaults(blocks: unknown): string[] {
  const parsed = messageBlocks.safeParse(blocks);
  if (!parsed.success) return issueTexts(parsed.error);
  const faults = [...repeatedIds(blocks), ...initialFaults(blocks)];
  const size = textSize(blocks);
  if (size > 13_000) faults.push(`blocks carry ${size} characters together, at most 13000`);
  return faults;
}

/** Everything wrong with a modal; empty when Slack would open it. */
export function modalFaults(view: unknown): string[] {
  const parsed = modal.safeParse(view);
  if (!parsed.success) return issueTexts(parsed.error);
  const faults = [...repeatedIds(parsed.data.blocks), ...initialFaults(parsed.data.blocks)];
  if (parsed.data.blocks.some((block) => block.type === 'input') && parsed.data.submit === undefined) {
    faults.push('a modal with inputs needs submit');
  }
  return faults;
}

function issueTexts(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

/** Slack asks for unique block_ids in a message and unique action_ids in a block; we ask for both everywhere. */
function repeatedIds(blocks: unknown): string[] {
  const seen = new Set<string>();
  const faults: string[] = [];
  visit(blocks, (key, value) => {
    if (key !== 'action_id' && key !== 'block_id') return;
    const mark = `${key} ${String(value)}`;
    if (seen.has(mark)) faults.push(`${mark} is used twice`);
    seen.add(mark);
  });
  return faults;
}

function initialFaults(blocks: unknown): string[] {
  const faults: string[] = [];
  const elements = z.array(
    z.looseObject({ type: z.string(), element: z.looseObject({ type: z.string() }).optional() }),
  );
  for (const { element } of elements.parse(blocks)) {
    const text = plainTextInput.safeParse(element);
    if (text.success && (text.data.initial_value?.length ?? 0) > (text.data.max_length ?? 3000)) {
      faults.push(`${text.data.action_id}: initial_value is longer than max_length`);
    }
    const select = staticSelect.safeParse(element);
    if (select.success) {
      const values = select.data.options.map((each) => each.value);
      if (new Set(values).size < values.length) faults.push(`${select.data.action_id}: an option value is used twice`);
      const initial = JSON.stringify(select.data.initial_option);
      if (initial !== undefined && !select.data.options.some((each) => JSON.stringify(each) === initial)) {
        faults.push(`${select.data.action_id}: initial_option is none of the options`);
      }
    }
  }
  return faults;
}

function textSize(blocks: unknown): number {
  let size = 0;
  visit(blocks, (key, value) => {
    if (key !== 'type' && typeof value === 'string') size += value.length;
  });
  return size;
}

function visit(value: unknown, see: (key: string, value: unknown) => void): void {
  if (Array.isArray(value)) {
    for (const each of value) visit(each, see);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      see(key, each);
      visit(each, see);
    }
  }
}
