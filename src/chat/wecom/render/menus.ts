import type { Button, Menu } from '../../card.ts';
import { buttonKey } from './button-key.ts';

/** The options of menus as buttons: the first one of each, then the second, so that each menu gets its share of the room. */
export function menuButtons(menus: readonly Menu[]): readonly Button[] {
  const longest = Math.max(0, ...menus.map(({ options }) => options.length));
  return Array.from({ length: longest }, (_, i) => menus.flatMap((menu) => optionButton(menu, i))).flat();
}

/** Menus of which something found no place among these keys, as commands. */
export function menusLeftOver(menus: readonly Menu[], placed: ReadonlySet<string>): readonly Button[] {
  return typedMenus(
    menus.filter((menu) =>
      menu.options.some((_, i) => optionButton(menu, i).some((button) => !placed.has(buttonKey(button) ?? ''))),
    ),
  );
}

/** Menus where nothing can be pressed: what they are about, and a command that chooses; or a command for each choice. */
export function typedMenus(menus: readonly Menu[]): readonly Button[] {
  return menus.flatMap(({ action, value, label, options, typed }): readonly Button[] => {
    const own = options.flatMap((one) => (one.typed === undefined ? [] : [{ label: one.label, typed: one.typed }]));
    return (own.length === 0 ? [{ label, typed }] : own).map((row) => ({ action, value, ...row }));
  });
}

function optionButton({ action, value, options, typed }: Menu, at: number): readonly Button[] {
  const option = options[at];
  return option === undefined ? [] : [{ action, value: `${value}|${option.value}`, label: option.label, typed }];
}
