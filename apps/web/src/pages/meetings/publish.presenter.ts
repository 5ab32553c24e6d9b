import type { Check } from '../../components/parts.view.js';
import { plural, weekDay } from '../../layout/format.js';
import { agendaChecks } from './agenda-checks.presenter.js';
import { slotOf } from './meeting.words.js';
import type { PreparedPage } from './prepare.graphql.js';
import type { PapersReader, PublishView } from './publish.view.js';

type Meeting = PreparedPage['meeting'];

/** Check and publish. */
export function publishView({ meeting }: Pick<PreparedPage, 'meeting'>): PublishView {
  const { agenda } = meeting;
  const base = `/meetings/${meeting.id}`;
  const checks = agendaChecks(meeting, `${base}/prepare`);
  const blocks = checks.filter(({ done }) => !done);
  return {
    meetingId: meeting.id,
    panelName: meeting.panel.name,
    on: meeting.heldOn,
    cases: agenda.slots.filter(({ listing }) => listing).length,
    minutesPlanned: agenda.standingMinutes + agenda.minutesPlanned,
    minutesAvailable: agenda.standingMinutes + agenda.capacityMinutes,
    blocks,
    warnings: warningsOf(meeting),
    done: checks.filter(({ done }) => done),
    readers: readersOf(meeting),
    back: `${base}/prepare`,
    publish:
      blocks.length === 0 && meeting.state === 'AGENDA_DRAFT'
        ? { action: `${base}/publish`, fields: { version: String(meeting.version) } }
        : null,
  };
}

/** The title of the page. */
export function publishTitle({ meeting }: Pick<PreparedPage, 'meeting'>): string {
  return `Check and publish the agenda for ${weekDay(meeting.heldOn)}`;
}

/** What does not stop publishing and is worth a look. */
function warningsOf({ id, agenda }: Meeting): Check[] {
  const lines = agenda.slots.flatMap(({ listing }) => (listing ? [listing] : []));
  const unsure = lines.filter(({ dataNeeded }) => dataNeeded.length > 0).length;
  const gravest = agenda.leftOut.filter(({ band }) => band === 'A').length;
  const warnings: string[] = [];
  if (gravest > 0) warnings.push(`${plural(gravest, 'case')} of band A not on the agenda`);
  if (unsure > 0) warnings.push(`${plural(unsure, 'case')} with unknown answers that could change the order`);
  if (agenda.held.length > 0) warnings.push(`${plural(agenda.held.length, 'case')} held for another day`);
  return warnings.map((text) => ({ done: false, text, href: `/meetings/${id}/prepare` }));
}

function readersOf({ panel, agenda }: Meeting): PapersReader[] {
  return panel.members.map(({ agency, isRequired }) => {
    const own = agenda.slots.filter(({ listing }) => listing?.case.referringAgency.id === agency.id);
    const [first, last] = [own[0], own.at(-1)];
    const neededAt = first && last ? { from: slotOf(first).from, to: slotOf(last).to } : null;
    return { agencyName: agency.name, isRequired, ownCases: own.length, neededAt };
  });
}
