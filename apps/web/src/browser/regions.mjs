/**
 * Forms marked `data-enhance` are sent without leaving the page: same address, same answer as without a script, and
 * only the parts marked `data-region` are replaced. Whatever goes wrong, the plain form is sent instead.
 */
import { all, announce, one } from './page.mjs';

const afterSwap = new Set();

/** Runs now and again after every change of the page. */
export function onEveryPage(prepare) {
  afterSwap.add(prepare);
  prepare();
}

const isChoice = (field) => field.type === 'radio' || field.type === 'checkbox';
const hasChanged = (field) =>
  isChoice(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;

/** What people typed in other forms of the page, so that one answer does not wipe it. */
function typedElsewhere(sentForm) {
  return all('input[id]:not([type="hidden"]), textarea[id]')
    .filter((field) => field.form !== sentForm && hasChanged(field))
    .map(({ id, value, checked }) => ({ id, value, checked }));
}

function typeAgain(typed) {
  for (const { id, value, checked } of typed) {
    const field = document.getElementById(id);
    if (!field) continue;
    if (isChoice(field)) field.checked = checked;
    else field.value = value;
    field.closest('details')?.setAttribute('open', '');
  }
}

/**
 * Puts the marked parts of an answer into this page; with `keepFocused` all but the one that somebody is busy in. False
 * when the answer is another page altogether.
 */
export function swap(html, { focusId, sentForm, keepFocused = false } = {}) {
  const answer = new DOMParser().parseFromString(html, 'text/html');
  if (!one('[data-region]', answer)) return false;
  const typed = typedElsewhere(sentForm);
  for (const part of all('[data-region]')) {
    const next = one(`[data-region="${CSS.escape(part.dataset.region)}"]`, answer);
    const isBusy = part.contains(document.activeElement) && (keepFocused || one('[data-autosave]', part));
    if (next && !isBusy && part.isConnected && next.innerHTML !== part.innerHTML) {
      part.replaceWith(document.importNode(next, true));
    }
  }
  document.title = answer.title;
  for (const prepare of afterSwap) prepare();
  typeAgain(typed);
  // What was pressed may be gone, as when a case leaves the agenda: the way back is the next best place.
  if (focusId) (document.getElementById(focusId) ?? document.getElementById('undo'))?.focus();
  const said = one('[data-flash]') ?? one('.govuk-error-summary__title, .govuk-error-message');
  if (said) announce(said.textContent.trim());
  return true;
}

/** Sends a form by fetch and swaps the answer in. `changes` are fields to set beside the form's own. */
export async function sendForm(form, { submitter, focusId, changes = {} } = {}) {
  const data = new FormData(form, submitter);
  for (const [name, value] of Object.entries(changes)) data.set(name, value);
  const answer = await fetch(form.action, {
    method: 'POST',
    body: new URLSearchParams(data),
    headers: { accept: 'text/html' },
    credentials: 'same-origin',
  });
  const html = await answer.text();
  const readable = answer.ok || answer.status === 409 || answer.status === 422;
  const samePage = new URL(answer.url).pathname === location.pathname || !answer.redirected;
  if (!readable || !samePage || !swap(html, { focusId, sentForm: form }))
    location.assign(answer.redirected ? answer.url : location.href);
}

/** This page as it is now; null when it cannot be had. */
export async function fetchPage() {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' }, credentials: 'same-origin' });
  return answer.ok ? answer.text() : null;
}

/** Starts listening for marked forms. */
export function enhanceForms() {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.matches('[data-enhance]') || event.defaultPrevented) return;
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = 'yes';
    const focusId = form.dataset.focus ?? event.submitter?.id;
    sendForm(form, { submitter: event.submitter, focusId })
      .catch(() => form.submit())
      .finally(() => delete form.dataset.sending);
  });
  document.addEventListener('change', (event) => {
    const form = event.target.closest?.('[data-autosubmit]');
    if (form) sendForm(form, { focusId: event.target.id }).catch(() => form.submit());
  });
  document.addEventListener('click', (event) => {
    const more = event.target.closest?.('[data-more]');
    if (more && !event.ctrlKey && !event.metaKey) growList(more, event);
  });
}

async function growList(more, event) {
  const list = one('[data-rows]');
  if (!list) return;
  event.preventDefault();
  const answer = await fetch(more.href, { headers: { accept: 'text/html' }, credentials: 'same-origin' });
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const rows = all('[data-rows] > *', next);
  if (!answer.ok || !rows.length) return location.assign(more.href);
  list.append(...rows.map((row) => document.importNode(row, true)));
  const moreBox = one('[data-region="more"]', next);
  if (moreBox) one('[data-region="more"]')?.replaceWith(document.importNode(moreBox, true));
  one('a, button', list.children[list.children.length - rows.length])?.focus();
  announce(`${rows.length} more shown`);
}
