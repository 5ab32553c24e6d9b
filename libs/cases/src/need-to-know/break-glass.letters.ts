import { Injectable } from '@nestjs/common';
import { Person } from '#agencies';
import { Clock, londonDay } from '#kernel';
import { defineLetter, type Draft, type Letter, Letters, LetterWriter } from '#letters';
import { Panels, type Panel } from '#panels';
import { Database } from '#platform';
import { BreakGlass } from './break-glass.entity.js';
import { bringsUpAgain } from './break-glass.rules.js';
import { excludes, keepsAway } from './visible-cases.js';

/** Somebody opened a case by break-glass. About the use. */
export const GlassUsed = defineLetter('break-glass.used', 'at_once');

/** Nobody has judged a use of break-glass yet. About the use, once a working day. */
export const GlassWaits = defineLetter('break-glass.waits', 'by_day');

/** A use of break-glass was judged not justified. About the use. */
export const GlassNotJustified = defineLetter('break-glass.not-justified', 'by_day');

/** A use that opened a case, and the panel of the case. */
type Use = Pick<BreakGlass, 'id' | 'openedAt' | 'reviewedAt' | 'verdict'> & { nation: Panel['nation'] };

/** Nobody is told of a case that a list keeps from them; who used break-glass does not judge it. `p` is the person. */
const ABOUT = `from break_glass b join case_file c on c.id = b.case_id join panel s on s.id = c.panel_id
    join person p on p.is_active = :isActive and p.id <> b.person_id`;

const JUDGES = `(p.role = 'auditor' or (p.role = 'chair' and p.id = s.chair_id and not (${keepsAway('p')})))
    and not ${excludes('p')}`;

/** Who hears of a use that was not justified: those who lead the agency, and the auditors, but for who judged it. */
const ANSWERABLE = `(p.role = 'agency_lead' and p.agency_id = b.agency_id or (p.role = 'auditor' and not ${excludes('p')}))
    and p.id <> b.reviewed_by_id`;

/** Tells the auditors and the chair of every use, again until somebody has judged it, and the agency of a bad one. */
@Injectable()
export class BreakGlassLetters extends LetterWriter {
  readonly kinds = [GlassUsed, GlassWaits, GlassNotJustified];

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly letters: Letters,
    private readonly panels: Panels,
  ) {
    super();
  }

  /** A case was opened. A try that opened nothing is told to nobody; it stands in the audit. */
  async tellOfUse(breakGlassId: string): Promise<void> {
    await this.letters.tell(GlassUsed, { aboutId: breakGlassId }, await this.people(breakGlassId, JUDGES));
  }

  /** A use was judged. */
  async tellOfReview(breakGlassId: string): Promise<void> {
    const use = await this.db.reading.findOneBy(BreakGlass, { id: breakGlassId });
    if (use?.verdict !== 'not_justified') return;
    const people = await this.people(breakGlassId, ANSWERABLE);
    await this.letters.tell(GlassNotJustified, { aboutId: breakGlassId }, people);
  }

  /** Brings up again, once each working day, what nobody has judged. Safe to call at any time and again. */
  tellAgain(): Promise<void> {
    return this.db.transaction(async () => {
      const today = this.clock.today();
      const waiting = await this.db.query<Use>(
        `select b.id, b.opened_at as "openedAt", s.nation from break_glass b
           join case_file c on c.id = b.case_id join panel s on s.id = c.panel_id
          where b.reviewed_at is null order by b.id`,
      );
      for (const { id, openedAt, nation } of waiting) {
        const holidays = await this.panels.holidays(nation);
        if (!bringsUpAgain(londonDay(openedAt), today, holidays)) continue;
        await this.letters.tell(GlassWaits, { aboutId: id, occasion: today }, await this.people(id, JUDGES));
      }
    });
  }

  async write({ kind, aboutId }: Letter, reader: Person): Promise<Draft | null> {
    const use = await this.db.reading.findOneBy(BreakGlass, { id: aboutId });
    if (!use) return null;
    const isVerdict = kind === GlassNotJustified.kind;
    if (!isVerdict && use.reviewedAt !== null) return null;
    const whom = isVerdict ? ANSWERABLE : JUDGES;
    if ((await this.people(aboutId, `${whom} and p.id = :reader`, { reader: reader.id })).length === 0)
      return null;
    if (isVerdict) return notJustified(reader);
    return kind === GlassUsed.kind ? USED : WAITS;
  }

  private async people(id: string, whom: string, params: Record<string, unknown> = {}): Promise<string[]> {
    const use = await this.db.reading.findOneBy(BreakGlass, { id });
    if (!use?.caseId) return [];
    const rows = await this.db.query<{ id: string }>(
      `select p.id ${ABOUT} where b.id = :id and ${whom} order by p.id`,
      { id, caseId: use.caseId, isActive: true, ...params },
    );
    return rows.map((row) => row.id);
  }
}

const REVIEW = {
  before: 'Sign in to judge it:',
  label: 'Sign in to judge the use of break-glass',
  path: '/audit/break-glass',
};

const USED: Draft = {
  ...REVIEW,
  subject: 'break-glass was used',
  lines: [
    'Somebody opened, by break-glass, what is closed to them otherwise.',
    'Please judge whether it was justified. You are reminded each working day until somebody has.',
  ],
  why: 'You get this because you are an auditor, or chair the panel.',
};

const WAITS: Draft = {
  ...REVIEW,
  subject: 'a use of break-glass waits to be judged',
  lines: ['Break-glass was used, and nobody has judged it yet.', 'Please say whether it was justified.'],
  why: 'You get this because you are an auditor, or chair the panel.',
};

function notJustified({ role }: Person): Draft {
  const isLead = role === 'agency_lead';
  return {
    subject: 'a use of break-glass was not justified',
    lines: isLead
      ? [
          'Somebody of your agency used break-glass, and it was judged not justified.',
          'Please talk to them, and to whoever is in charge of data protection.',
        ]
      : ['A use of break-glass was judged not justified.', 'The agency of the person has been told, too.'],
    before: 'Sign in to read what was said:',
    label: 'Sign in to read what was said of it',
    why: isLead ? 'You get this because you lead this agency.' : 'You get this because you are an auditor.',
    path: isLead ? '/access/break-glass' : '/audit/break-glass?state=reviewed',
  };
}
