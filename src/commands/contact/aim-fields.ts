import type { CardContext } from '../../chat/cards/context.ts';
import type { Field } from '../../chat/form.ts';
import type { TalkAims } from '../../usecases/contact-ports.ts';

const NONE = 'none';

/** Whether it was read back, and whether the talk reached its aim (C9, C10); named as the keys of a line are. */
export function endedFields({ m }: CardContext, known: Partial<TalkAims>): readonly Field[] {
  const { form, yes, no } = m.contact.aims;
  const ask = (name: string, label: string, value: boolean | null | undefined): Field => ({
    kind: 'choice',
    name,
    label,
    optional: true,
    choices: [
      { value: NONE, label: form.notSaid },
      { value: 'yes', label: yes },
      { value: 'no', label: no },
    ],
    initial: value === true ? 'yes' : value === false ? 'no' : NONE,
  });
  return [ask('read-back', form.readBack, known.readBack), ask('aim-reached', form.aimReached, known.aimReached)];
}

/** What the talk is to reach and what is taken along (C10). */
export function aimFields({ m }: CardContext, known: Partial<TalkAims>): readonly Field[] {
  const { form } = m.contact.aims;
  const ask = (name: string, label: string, value: string | null | undefined): Field => ({
    kind: 'text',
    name,
    label,
    optional: true,
    maxLength: 300,
    ...(value ? { initial: value } : {}),
  });
  return [ask('aim', form.aim, known.aim), ask('materials', form.materials, known.materials)];
}
