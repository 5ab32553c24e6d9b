import { Injectable } from '@nestjs/common';
import type { Person } from '#agencies';
import { keepsAway } from '#cases';
import { dayInWords, monthName } from '#kernel';
import { defineLetter, type Draft, type Letter, Letters, LetterWriter } from '#letters';
import { Database } from '#platform';
import { Listing } from './listing.entity.js';
import { Meeting } from './meeting.entity.js';

/** An agenda is ready to read. About a meeting. */
export const AgendaReady = defineLetter('agenda.ready', 'by_day');

/** Something was added to an agenda after it was ready. About a meeting. */
export const AgendaAdded = defineLetter('agenda.added', 'by_day');

/**
 * The people of the agencies that are asked to a meeting, in whose area it is: `p` is the person. Who runs panels has
 * published the agenda and is not told of it.
 */
const INVITED = `person p join attendance t on t.agency_id = p.agency_id
    join meeting m on m.id = t.meeting_id join panel n on n.id = m.panel_id
  where m.id = :meetingId and p.is_active = :isActive and p.kind = 'person' and p.role in ('agency_member', 'agency_lead', 'advocate')
    and (p.lpa is null or n.lpa is null or p.lpa = n.lpa)
    and exists (select 1 from panel_member s where s.panel_id = m.panel_id and s.agency_id = p.agency_id)`;

/** Tells the agencies that an agenda is ready or was added to. Which panel, and which cases, stands behind the sign-in. */
@Injectable()
export class AgendaLetters extends LetterWriter {
  readonly kinds = [AgendaReady, AgendaAdded];

  constructor(
    private readonly db: Database,
    private readonly letters: Letters,
  ) {
    super();
  }

  /** The agenda was published: each person of the invited agencies is told once. */
  async tellOfAgenda(meetingId: string): Promise<void> {
    const meeting = await this.db.reading.findOneBy(Meeting, { id: meetingId });
    if (!meeting?.publishedAt) return;
    const about = { aboutId: meetingId, occasion: meeting.publishedAt };
    await this.letters.tell(AgendaReady, about, await this.invited(meetingId));
  }

  /**
   * The agenda was added to: the same people, but for those whose letter about the whole agenda still waits, and those
   * whom a list of the added case keeps away.
   */
  async tellOfAddendum(meetingId: string, listingId: string): Promise<void> {
    const listing = await this.db.reading.findOneBy(Listing, { id: listingId, meetingId });
    if (!listing?.addendum) return;
    const waiting = `and not exists (select 1 from letter w where w.kind = '${AgendaReady.kind}'
        and w.about_id = m.id and w.person_id = p.id and w.state = 'due' and w.attempts = 0)`;
    const about = { aboutId: meetingId, occasion: `addendum ${listing.addendum}` };
    const { caseId } = listing;
    const told = await this.invited(meetingId, `${waiting} and not (${keepsAway('p')})`, { caseId });
    await this.letters.tell(AgendaAdded, about, told);
  }

  async write({ kind, aboutId }: Letter, reader: Person): Promise<Draft | null> {
    const meeting = await this.db.reading.findOneBy(Meeting, { id: aboutId });
    if (meeting?.state !== 'agenda_published') return null;
    const isInvited =
      (await this.invited(aboutId, 'and p.id = :personId', { personId: reader.id })).length > 0;
    if (!isInvited) return null;
    const date = `${Number(meeting.heldOn.slice(8))} ${monthName(Number(meeting.heldOn.slice(5, 7)))}`;
    const whole = `your panel's meeting on ${dayInWords(meeting.heldOn)}`;
    const isReady = kind === AgendaReady.kind;
    return {
      subject: isReady ? `papers ready for ${date}` : `papers for ${date} were added to`,
      lines: isReady
        ? [
            `The agenda of ${whole} is ready.`,
            'Please see when your agency is needed, and prepare your update.',
          ]
        : [`The agenda of ${whole} has an addendum.`, 'Please see whether your agency is needed for it.'],
      before: 'Sign in to read it:',
      label: 'Sign in to read the agenda',
      why: 'You get this because your agency is asked to this meeting.',
      path: `/meetings/${meeting.id}`,
    };
  }

  private async invited(
    meetingId: string,
    more = '',
    params: Record<string, unknown> = {},
  ): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(`select p.id from ${INVITED} ${more} order by p.id`, {
      meetingId,
      isActive: true,
      ...params,
    });
    return rows.map(({ id }) => id);
  }
}
