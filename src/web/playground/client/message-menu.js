import { make } from './message-element.js';
import { element, page } from './page-data.js';

const menu = element('message-menu');
/** @type {HTMLElement | null} */
let opener = null;
/** @type {(name: string) => void} */
let choose = () => {};

/**
 * Opens the menu of shortcuts at a button; `chosen` gets the name of the one that is taken.
 * @param {HTMLElement} button
 * @param {'message' | 'anywhere'} on
 * @param {(name: string) => void} chosen
 */
export function openMenu(button, on, chosen) {
  opener = button;
  choose = chosen;
  const items = page.shortcuts
    .filter((shortcut) => shortcut.on === on)
    .map(({ name, label }) => {
      const item = make('button', 'menu-item', label);
      item.setAttribute('type', 'button');
      item.setAttribute('role', 'menuitem');
      item.setAttribute('data-shortcut', name);
      return item;
    });
  menu.replaceChildren(...items);
  menu.hidden = false;
  const at = button.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const below = at.bottom + size.height + 8 < innerHeight;
  menu.style.top = `${below ? at.bottom + 4 : at.top - size.height - 4}px`;
  menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`;
  items[0]?.focus();
}

/** @param {boolean} back whether the focus returns to where the menu was opened */
function closeMenu(back) {
  if (menu.hidden) return;
  menu.hidden = true;
  if (back) opener?.focus();
}

menu.addEventListener('click', (event) => {
  const name = event.target instanceof Element ? event.target.getAttribute('data-shortcut') : null;
  closeMenu(true);
  if (name !== null) choose(name);
});
menu.addEventListener('keydown', (event) => {
  const items = [...menu.querySelectorAll('button')];
  const at = items.findIndex((item) => item === document.activeElement);
  if (event.key === 'Escape' || event.key === 'Tab') closeMenu(true);
  else if (event.key === 'ArrowDown') items[(at + 1) % items.length]?.focus();
  else if (event.key === 'ArrowUp') items.at(at - 1)?.focus();
  else return;
  event.preventDefault();
});
document.addEventListener('pointerdown', (event) => {
  if (event.target instanceof Node && !menu.contains(event.target)) closeMenu(false);
});
addEventListener('resize', () => closeMenu(false));
