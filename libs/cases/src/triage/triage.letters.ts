import { Injectable } from '@nestjs/common';
import type { Person } from '#agencies';
import { defineLetter, type Draft, type Letter, type LetterKind, Letters, LetterWriter } from '#letters';
import { Database } from '#platform';
import { CaseFile } from '../case-file.entity.js';
import { keepsAway } from '../need-to-know/visible-cases.js';
import { CaseTransfer } from './case-transfer.entity.js';
import { Triage, TriageStep } from './triage.entity.js';
import { type News, newsOf, panelWords, REFERRER_STEPS, referrerWords } from './triage-news.rules.js';

/** A panel asks the referrer for something. About the step. */
export const ReferralAsked = defineLetter('referral.asked', 'at_once');

/** Something was decided about a referral. To the referring agency, about the step. */
export const ReferralNews = defineLetter('referral.news', 'by_day');

/** Something about an urgent referral, or that cannot wait for a meeting. To those who run the panel, about the step. */
export const TriagePressing = defineLetter('triage.pressing', 'at_once');

/** An answer, an appeal or a transfer has arrived. To those who run the panel, about the step. */
export const TriageNews = defineLetter('triage.news', 'by_day');

/** Cases wait for a second look. To those who run the panel, about the draw. */
export const SecondLooksWait = defineLetter('second-looks.wait', 'by_day');

/** A step with what decides who hears of it, as things stand now. */
type Told = {
  step: TriageStep;
  caseFile: CaseFile;
  triage: Triage | null;
  transfer: CaseTransfer | null;
  news: News[];
};

/** Somebody who works for the agency that referred the case `c`, in its area: `p` is the person. */
const OF_REFERRER = `from person p join case_file c on c.id = :caseId
  where p.agency_id = c.referring_agency_id and p.is_active = :yes and p.kind = 'person'
    and not (${keepsAway('p')})`;

/** Whoever made the referral, and the leads of the agency in its area. */
const ANSWERABLE = `(p.id = (select s.by_id from triage_step s where s.case_id = c.id and s.kind = 'submitted')
    or lower(p.email) = lower(c.referrer_email)
    or (p.role = 'agency_lead' and (p.lpa is null or c.lpa is null or p.lpa = c.lpa)))`;

/** Everybody else of the agency who works on cases: told only when there is nobody of those. */
const COLLEAGUE = `p.role in ('agency_member', 'agency_lead', 'advocate')`;

/**
 * Feedback to the referrer each time, and news for those who run a panel. No name, reference or harm is in a letter: only
 * that there is something to read, what is asked of whom, and a link.
 */
@Injectable()
export class TriageLetters extends LetterWriter {
  readonly kinds = [ReferralAsked, ReferralNews, TriagePressing, TriageNews, SecondLooksWait];

  constructor(
    private readonly db: Database,
    private readonly letters: Letters,
  ) {
    super();
  }

  /** A step was taken: whoever has to hear of it gets a letter. Whoever took it does not. */
  async tell(stepId: string): Promise<void> {
    const told = await this.load(stepId);
    if (!told) return;
    for (const one of told.news)
      await this.letters.tell(kindOf(one), { aboutId: stepId }, await this.people(told, one));
  }

  /** Cases of a panel were drawn for a second look: those who run it are told how many. */
  async tellOfDraw(drawId: string): Promise<void> {
    await this.letters.tell(SecondLooksWait, { aboutId: drawId }, await this.runningPanelOf(drawId));
  }

  async write({ kind, aboutId }: Letter, reader: Person): Promise<Draft | null> {
    if (kind === SecondLooksWait.kind) return this.aboutDraw(aboutId, reader);
    const told = await this.load(aboutId);
    const one = told?.news.find((news) => isSameSide(kind, kindOf(news)));
    if (!told || !one || !(await this.isStillNews(told, one))) return null;
    if (!(await this.people(told, one)).includes(reader.id)) return null;
    return draftOf(told, one);
  }

  /** How many are left that the reader may look at, in all; no letter when there is none by now. */
  private async aboutDraw(drawId: string, reader: Person): Promise<Draft | null> {
    const left = await this.leftFor(drawId, reader);
    if (left === 0) return null;
    return {
      subject: `${left} to look at again`,
      lines: [
        `Your panel has ${left} to look at again, drawn at random from the last month.`,
        'Somebody who did not decide on it should say whether the decision still holds.',
      ],
      before: 'Sign in to see it:',
      label: 'Sign in to see what was drawn',
      why: 'You get this because you answer for a panel.',
      path: '/referrals',
    };
  }

  /** Second looks of the panel of that draw that wait, for somebody who runs it; none of a case that is hidden from them. */
  private async leftFor(drawId: string, { id: readerId }: Person): Promise<number> {
    if (!(await this.runningPanelOf(drawId)).includes(readerId)) return 0;
    const [row] = await this.db.query<{ count: number | string }>(
      `select count(*) as count from second_look l
         join second_look_draw w on w.id = :drawId and w.panel_id = l.panel_id
         join case_file c on c.id = l.case_id
         join panel s on s.id = c.panel_id
         join person p on p.id = :readerId and p.id in (s.chair_id, s.coordinator_id)
        where l.done_at is null and not (${keepsAway('p', 'c.id')})`,
      { drawId, readerId },
    );
    return Number(row?.count ?? 0);
  }

  private runningPanelOf(drawId: string): Promise<string[]> {
    return this.ids(
      `select p.id from person p join second_look_draw w on w.id = :drawId join panel s on s.id = w.panel_id
        where p.id in (s.chair_id, s.coordinator_id) and p.is_active = :yes and p.kind = 'person'`,
      { drawId },
    );
  }

  private async load(stepId: string): Promise<Told | null> {
    const step = await this.db.reading.findOneBy(TriageStep, { id: stepId });
    const caseFile = step && (await this.db.reading.findOneBy(CaseFile, { id: step.caseId }));
    if (!step || !caseFile) return null;
    const { caseId } = step;
    const triage = await this.db.reading.findOneBy(Triage, { caseId });
    const isTransfer = step.kind.startsWith('transfer_');
    // Of several transfers one after the other, the one that was under way at the step.
    const transfer = isTransfer
      ? await this.db.reading
          .createQueryBuilder(CaseTransfer, 't')
          .where('t.caseId = :caseId and t.askedAt <= :at', { caseId, at: step.at })
          .orderBy('t.askedAt', 'DESC')
          .addOrderBy('t.id', 'DESC')
          .getOne()
      : null;
    const facts = { isUrgent: triage?.urgency === 'urgent', isOpen: triage?.isOpen ?? false };
    return { step, caseFile, triage, transfer, news: newsOf(step.kind, facts) };
  }

  private async people(told: Told, { side }: News): Promise<string[]> {
    const { step, caseFile, transfer } = told;
    const by = step.byId ?? '';
    if (side !== 'referrer') {
      const panelId = {
        panel: caseFile.panelId,
        new_panel: transfer?.toPanelId,
        old_panel: transfer?.fromPanelId,
      }[side];
      return this.ids(
        `select p.id from person p join panel s on s.id = :panelId
          where p.id in (s.chair_id, s.coordinator_id) and p.is_active = :yes and p.kind = 'person' and p.id <> :by
            and not (${keepsAway('p')})`,
        { panelId: panelId ?? '', caseId: caseFile.id, by },
      );
    }
    const params = { caseId: caseFile.id, by };
    const answerable = await this.ids(`select p.id ${OF_REFERRER} and ${ANSWERABLE}`, params);
    const found =
      answerable.length > 0
        ? answerable
        : await this.ids(`select p.id ${OF_REFERRER} and ${COLLEAGUE}`, params);
    return found.filter((id) => id !== by);
  }

  /** A question that was answered, an answer that was acted on, is no news any more; nor is a decision that was followed by another. */
  private async isStillNews({ step, caseFile, triage, transfer }: Told, { side }: News): Promise<boolean> {
    if (side === 'referrer') {
      if (step.kind === 'returned' && caseFile.state !== 'returned_for_information') return false;
      return !(await this.isFollowed(step));
    }
    if (step.kind === 'transfer_asked') return transfer?.settledAt === null;
    if (step.kind.startsWith('transfer_') || step.kind.startsWith('emergency_meeting_')) return true;
    return triage?.isOpen ?? false;
  }

  private async isFollowed({ caseId, at }: TriageStep): Promise<boolean> {
    const kinds = REFERRER_STEPS.map((kind) => `'${kind}'`).join(', ');
    const later = await this.db.query<{ id: string }>(
      `select s.id from triage_step s where s.case_id = :caseId and s.kind in (${kinds}) and s.at > :at limit 1`,
      { caseId, at },
    );
    return later.length > 0;
  }

  private async ids(select: string, params: Record<string, unknown>): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(`${select} order by p.id`, { ...params, yes: true });
    return rows.map(({ id }) => id);
  }
}

function kindOf({ side, isPressing }: News): LetterKind {
  if (side === 'referrer') return isPressing ? ReferralAsked : ReferralNews;
  return isPressing ? TriagePressing : TriageNews;
}

/** Between planning and sending a referral may become urgent, or be decided: the letter is to the same side even so. */
function isSameSide(planned: string, now: LetterKind): boolean {
  return planned.split('.')[0] === now.kind.split('.')[0];
}

function draftOf({ step, caseFile, triage }: Told, { side }: News): Draft {
  if (side === 'referrer') {
    const isAppeal = triage?.appealedAt != null;
    return {
      ...referrerWords(step.kind, isAppeal),
      before: 'Sign in to read it:',
      label: 'Sign in to read about the referral',
      why: 'You get this because your agency made a referral.',
      path: `/referrals/${caseFile.id}`,
    };
  }
  // Until a panel has said that it has it, it may not open the case itself.
  const isElsewhere = step.kind !== 'transfer_acknowledged' && side === 'new_panel';
  const isGone = side === 'old_panel';
  return {
    ...panelWords(step.kind),
    before: 'Sign in to see it:',
    label: 'Sign in to see what waits for your panel',
    why: 'You get this because you answer for a panel.',
    path: isElsewhere || isGone ? '/referrals' : `/referrals/${caseFile.id}`,
  };
}
