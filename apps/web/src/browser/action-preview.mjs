/** Shows what a one-line action will record, before it is sent. */
import { one } from './page.mjs';
import { readActionLine } from './action-line.mjs';

const dayText = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
});

/** Starts the preview under the action box. */
export function startActionPreview() {
  document.addEventListener('input', (event) => {
    const context = event.target.dataset?.actionLine;
    const preview = context && one('[data-action-preview]');
    if (!preview) return;
    preview.hidden = event.target.value.trim() === '';
    const read = readActionLine(event.target.value, JSON.parse(context));
    preview.classList.toggle('add-action__preview--hint', Boolean(read.error));
    if (read.error) {
      preview.textContent = read.error;
      return;
    }
    const agency = document.createElement('strong');
    agency.textContent = read.agencyName;
    const due = dayText.format(new Date(`${read.dueOn}T00:00:00Z`)).replace(',', '');
    preview.replaceChildren(agency, `: ${read.text}. Due ${due}. Press Enter to add.`);
  });
}
