/**
 * Moving cases on the agenda by dragging the handle (mouse and touch) or with the arrow keys on it. The buttons stay
 * for everybody else and do the same.
 */
import { all, one } from './page.mjs';
import { onEveryPage, sendForm } from './regions.mjs';

const HANDLE =
  '<svg width="12" height="20" viewBox="0 0 12 20" aria-hidden="true" focusable="false">' +
  [3, 10, 17].map((y) => `<circle cx="3" cy="${y}" r="2"/><circle cx="9" cy="${y}" r="2"/>`).join('') +
  '</svg>';

let dragged = null;

function addHandles() {
  for (const line of all('[data-line]')) {
    if (one('.case-line__handle', line) || !one('.case-line__move', line)) continue;
    const handle = document.createElement('button');
    handle.type = 'button';
    handle.className = 'case-line__handle';
    handle.id = `handle-${line.dataset.line}`;
    handle.setAttribute('aria-label', `Move ${line.dataset.reference}: use the up and down arrow keys`);
    handle.innerHTML = HANDLE;
    one('.case-line__place', line).append(handle);
  }
}

function moveTo(line, position) {
  const form = one('.case-line__move', line);
  const focusId = `handle-${line.dataset.line}`;
  sendForm(form, { focusId, changes: { position: String(position) } }).catch(() => location.reload());
}

function lineAt(x, y) {
  const found = document.elementsFromPoint(x, y).map((element) => element.closest?.('[data-line]'));
  return found.find((line) => line && line !== dragged) ?? null;
}

function scrollAtEdge(y) {
  const edge = 80;
  if (y < edge) scrollBy(0, -14);
  else if (y > innerHeight - edge) scrollBy(0, 14);
}

/** Starts handles, arrow keys and dragging. */
export function startRunningOrder() {
  if (!one('[data-region="agenda"]')) return;
  onEveryPage(addHandles);
  document.addEventListener('keydown', (event) => {
    const line = event.target.closest?.('.case-line__handle')?.closest('[data-line]');
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!line || !step) return;
    event.preventDefault();
    const position = Number(line.dataset.position) + step;
    if (position >= 1 && position <= all('[data-line]').length) moveTo(line, position);
  });
  document.addEventListener('pointerdown', (event) => {
    const handle = event.target.closest?.('.case-line__handle');
    if (!handle) return;
    dragged = handle.closest('[data-line]');
    dragged.classList.add('case-line--dragged');
    handle.setPointerCapture(event.pointerId);
  });
  document.addEventListener('pointermove', (event) => {
    if (!dragged) return;
    scrollAtEdge(event.clientY);
    for (const line of all('.case-line--drop')) line.classList.remove('case-line--drop');
    lineAt(event.clientX, event.clientY)?.classList.add('case-line--drop');
  });
  for (const end of ['pointerup', 'pointercancel']) {
    document.addEventListener(end, () => drop(end === 'pointerup'));
  }
}

function drop(wanted) {
  if (!dragged) return;
  const line = dragged;
  const target = one('.case-line--drop');
  dragged = null;
  line.classList.remove('case-line--dragged');
  target?.classList.remove('case-line--drop');
  if (wanted && target) moveTo(line, target.dataset.position);
}
