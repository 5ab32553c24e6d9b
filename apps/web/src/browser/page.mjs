/** Small things that every script here needs: finding elements, and telling people who hear the page. */

/** The first element that fits, under `root`. */
export const one = (selector, root = document) => root.querySelector(selector);

/** Every element that fits, under `root`. */
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/** Says a sentence to people who use a screen reader. */
export function announce(sentence) {
  const region = one('[data-announce]');
  if (!region) return;
  region.textContent = '';
  requestAnimationFrame(() => {
    region.textContent = sentence;
  });
}

/** A London clock time as the server writes it, "10:22am". */
export function clockText(at) {
  const [hours, minutes] = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  })
    .format(at)
    .split(':')
    .map(Number);
  return `${hours % 12 || 12}:${String(minutes).padStart(2, '0')}${hours < 12 ? 'am' : 'pm'}`;
}
