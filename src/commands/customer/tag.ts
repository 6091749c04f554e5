import type { Reply } from '../../chat/inbound.ts';
import { lineText, readCustomerLine } from '../../domain/customer/read-line.ts';
import { readTags } from '../../domain/customer/read-profile.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import type { CommandContext, Verb } from '../command.ts';
import { refuseCustomerInput, requestFor, showChange } from './answers.ts';
import { withCustomer } from './which.ts';

/** 标签: `#x` adds, `-#x` takes off. */
export const tag: Verb = {
  name: 'tag',
  aliases: ['标签', '打标签', 'tags'],
  takesNumber: false,
  typed: tagNamed,
  clicked: tagNamed,
};

function tagNamed(context: CommandContext, rest: string): Promise<Reply> {
  const line = readCustomerLine(rest);
  const on = readTags([...line.tags, ...(line.fields.get('tags') ?? '').split(/[,，、]/u)]);
  const off = readTags(line.tagsOff);
  return withCustomer(
    context,
    'tag',
    line.words.join(' '),
    (number) => lineText(line, [number]),
    async (hit) => {
      const { reply } = context.card.m.customer;
      const { customers } = context.services;
      if (on.length + off.length === 0) return refuseCustomerInput(context, 'tag', reply.missingTags);
      const before = (await customers.find(hit.number))?.tags ?? [];
      const outcome = await customers.tag(requestFor(context, hit.number), on, off);
      const gone = new Set(off.map(foldWord));
      const now = readTags([...before, ...on]).filter((one) => !gone.has(foldWord(one)));
      const tags = now.length === 0 ? reply.noTags : now.map((one) => `#${one}`).join(' ');
      return showChange(context, outcome, () => reply.tagged({ name: hit.name, tags }));
    },
  );
}
