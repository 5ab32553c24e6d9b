/** Keyboard shortcuts of the live page. Single keys work only outside text boxes and can be turned off. */
import { one } from './page.mjs';
import { saveNow } from './autosave.mjs';

const GO_TO = {
  m: () => one('#said'),
  a: () => one('#action-line'),
  d: () => one('[name="decision"]:checked') ?? one('[name="decision"]'),
  n: () => one('#next-item'),
};

const isTyping = (element) =>
  element.matches('textarea, select, input:not([type="radio"], [type="checkbox"])') ||
  element.isContentEditable;

/** Starts the shortcuts on the live page. */
export function startShortcuts() {
  if (!one('[data-live]')) return;
  document.addEventListener('keydown', (event) => {
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && key === 's') {
      event.preventDefault();
      saveNow();
      return;
    }
    const typing = isTyping(event.target);
    if (key === 'escape' && typing) event.target.blur();
    if (typing || event.ctrlKey || event.altKey || event.metaKey || !one('[data-single-keys]')?.checked)
      return;
    const target = GO_TO[key]?.();
    if (!target) return;
    event.preventDefault();
    target.focus();
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-hide-names]');
    if (!button) return;
    const hidden = document.body.classList.toggle('names-hidden');
    button.setAttribute('aria-pressed', String(hidden));
  });
}
