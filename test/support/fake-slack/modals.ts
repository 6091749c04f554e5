import { checkedView, showView } from './web-api.ts';
import type { Modal, World } from './world.ts';

/** How Slack's client treats a modal: what may be typed, what is sent, what an acknowledgement does to it. */

/** Names of the inputs, top to bottom. */
export function fieldsOf(modal: Modal): string[] {
  return modal.view.blocks.flatMap((block) =>
    block.type === 'input' && block.block_id !== undefined ? [block.block_id] : [],
  );
}

/** Types values as people can: into known fields, nothing over-long, nothing required left out. */
export function typeInto(modal: Modal, values: Readonly<Record<string, string>>): void {
  const inputs = modal.view.blocks.filter((block) => block.type === 'input');
  for (const name of Object.keys(values)) {
    if (!fieldsOf(modal).includes(name)) throw new Error(`the modal has no field ${name}`);
  }
  for (const { block_id: name = '', element, optional } of inputs) {
    const value = values[name];
    if (value !== undefined && element.type === 'static_select') {
      const chosen = element.options.find((each) => each.value === value || each.text.text === value);
      if (chosen === undefined) throw new Error(`field ${name} has no choice ${value}`);
      modal.typed[name] = chosen.value;
    } else if (value !== undefined && element.type === 'plain_text_input') {
      if (value.length > (element.max_length ?? 3000)) throw new Error(`field ${name} does not take so much text`);
      if (value === '') delete modal.typed[name];
      else modal.typed[name] = value;
    }
    if (optional !== true && modal.typed[name] === undefined) throw new Error(`field ${name} must be filled in`);
  }
}

/** The view as Slack sends it with a submission or a click. */
export function viewPayload(world: World, modal: Modal): object {
  const values: Record<string, object> = {};
  for (const block of modal.view.blocks) {
    if (block.type !== 'input' || block.block_id === undefined) continue;
    const typed = modal.typed[block.block_id];
    const { element } = block;
    values[block.block_id] = {
      [element.action_id]:
        element.type === 'static_select'
          ? { type: element.type, selected_option: element.options.find((each) => each.value === typed) ?? null }
          : { type: element.type, value: typed ?? null },
    };
  }
  return {
    ...modal.view,
    id: modal.id,
    team_id: world.team.id,
    hash: modal.hash,
    state: { values },
    response_urls: [],
  };
}

/** Does what the acknowledgement of a submission asks for; without a `response_action` the modal closes. */
export function applyResponseAction(world: World, modal: Modal, body: string): void {
  if (!modal.open) return;
  const action = (body === '' ? {} : JSON.parse(body)) as ResponseAction;
  modal.errors = {};
  if (action.response_action === 'errors') {
    const named = Object.keys(action.errors ?? {});
    if (named.length === 0 || named.some((each) => !fieldsOf(modal).includes(each))) {
      world.violate(`view_submission: errors at ${named.join(', ') || 'no field'}, which are no inputs`);
    }
    modal.errors = action.errors ?? {};
  } else if (action.response_action === 'update') {
    const view = checkedView(world, 'view_submission', action.view);
    if ('shape' in view) showView(world, modal, view.shape);
  } else modal.open = false;
  world.changed();
}

interface ResponseAction {
  readonly response_action?: string;
  readonly errors?: Record<string, string>;
  readonly view?: unknown;
}
