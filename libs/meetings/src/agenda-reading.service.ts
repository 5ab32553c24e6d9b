import { Injectable } from '@nestjs/common';
import { type Actor, may, mustBeAllowed, mustBeKnown } from '#access';
import { Agency, Person } from '#agencies';
import { Audit } from '#audit';
import { amongIds, CaseFile, CasePerson, openTo, visibleCases } from '#cases';
import { Clock, type Moment, NotFound, NotPermitted } from '#kernel';
import { Panel } from '#panels';
import { Database, JoinedColumns } from '#platform';
import type { AgendaChangeKind } from './agenda-change.entity.js';
import { isOnAgenda, ON_AGENDA_STATES } from './discussion.rules.js';
import { Listing } from './listing.entity.js';
import { Meeting } from './meeting.entity.js';
import {
  type AgendaHead,
  asAgenda,
  CASE_COLUMNS,
  type LastChange,
  type ReadAgenda,
  type ReadListing,
} from './read-agenda.rules.js';

type Row = Record<string, unknown>;

/** Reading agendas: the whole tree in two statements, and the reading is recorded. */
@Injectable()
export class Agendas {
  private columns: ReturnType<typeof joinedOf> | null = null;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /**
   * The agenda of a meeting: for those who prepare it, and once it is published for people of the member agencies. Of a
   * case that the reader may not know of it says only when it is heard. Throws {@link NotFound} or {@link NotPermitted}.
   */
  async read(actor: Actor, meetingId: string): Promise<ReadAgenda> {
    const head = await this.head(meetingId);
    const { meeting } = head;
    const to = { panelId: meeting.panelId };
    mustBeKnown(actor, 'meeting:read', 'Meeting', to);
    mustBeAllowed(actor, 'agenda:read', to);
    const isPreparing = may(actor, 'agenda:change', to);
    if (!isPreparing && meeting.publishedAt === null) throw new NotPermitted('agenda:read');
    const { lines, known } = await this.lines(actor, meetingId);
    await this.audit.recordReading(actor, 'agenda:read', meetingId, {
      fields: lines
        .filter(({ state, caseId }) => known.has(caseId) && (isPreparing || isOnAgenda(state)))
        .map((line) => line.caseId),
    });
    const moreHidden = isPreparing ? await this.moreHidden(actor, meeting, lines) : 0;
    return asAgenda(head, lines, { known, isPreparing, moreHidden });
  }

  /**
   * Every listing of those of these cases that the actor may know of, latest meeting first. Who does not prepare agendas
   * sees what was published.
   */
  async ofCases(actor: Actor, caseIds: readonly string[]): Promise<Listing[]> {
    if (caseIds.length === 0) return [];
    const seen = visibleCases(actor, this.clock.today());
    const query = this.db.reading
      .createQueryBuilder(Listing, 'l')
      .innerJoin(Meeting, 'm', 'm.id = l.meetingId')
      .innerJoin(CaseFile, 'c', `c.id = l.caseId and ${seen.sql}`, seen.params)
      .where('l.caseId in (:...caseIds)', { caseIds })
      .orderBy('m.startsAt', 'DESC')
      .addOrderBy('l.id');
    if (!may(actor, 'agenda:change'))
      query.andWhere('m.publishedAt is not null and l.state in (:...shown)', { shown: ON_AGENDA_STATES });
    return query.getMany();
  }

  /**
   * How many cases are on the agenda of each of these meetings, by meeting id. Who works on cases counts those that they
   * may know of, agencies of what was published, so that the number gives no case away. For loaders.
   */
  async caseCounts(actor: Actor, meetingIds: readonly string[]): Promise<Map<string, number>> {
    const query = this.db.reading
      .createQueryBuilder(Listing, 'l')
      .select('l.meetingId', 'id')
      .addSelect('count(*)', 'count')
      .where('l.meetingId in (:...meetingIds) and l.state in (:...shown)', {
        meetingIds: [...meetingIds, ''],
        shown: ON_AGENDA_STATES,
      })
      .groupBy('l.meetingId');
    if (may(actor, 'case:read')) {
      const seen = visibleCases(actor, this.clock.today());
      query.innerJoin(CaseFile, 'c', `c.id = l.caseId and ${seen.sql}`, seen.params);
      if (!may(actor, 'agenda:change'))
        query.innerJoin(Meeting, 'm', 'm.id = l.meetingId and m.publishedAt is not null');
    }
    const rows = await query.getRawMany<{ id: string; count: number | string }>();
    return new Map(rows.map((row) => [row.id, Number(row.count)]));
  }

  /** The first statement: the meeting with panel, chair, number of members and the last change. */
  private async head(meetingId: string): Promise<AgendaHead> {
    const { m, p, c } = (this.columns ??= joinedOf(this.db));
    const [row] = await this.db.query<Row>(
      `select ${m.sql}, ${p.sql}, ${c.sql},
              (select count(*) from panel_member s where s.panel_id = m.panel_id) as "memberCount",
              ch.id as "changeId", ch.kind as "changeKind", ch.reason as "changeReason", ch.at as "changeAt",
              ch.changed_by_id as "changedById", cf.reference as "changeReference", cf.id as "changeCaseId"
         from meeting m join panel p on p.id = m.panel_id
         left join person c on c.id = m.chair_id
         left join agenda_change ch on ch.id = (
              select x.id from agenda_change x where x.meeting_id = m.id and x.undone_at is null
               order by x.at desc, x.id desc limit 1) and ch.before <> '{}'
         left join listing cl on cl.id = ch.listing_id
         left join case_file cf on cf.id = cl.case_id
        where m.id = :meetingId`,
      { meetingId },
    );
    const meeting = row ? m.read(row) : null;
    if (!row || !meeting) throw new NotFound('Meeting');
    return {
      meeting,
      panel: p.read(row)!,
      chair: c.read(row),
      memberCount: Number(row['memberCount']),
      lastChange: lastChangeOf(this.db, row),
    };
  }

  /** The second statement: the lines with their cases, and which of these the actor may know of. */
  private async lines(
    actor: Actor,
    meetingId: string,
  ): Promise<{ lines: ReadListing[]; known: Set<string> }> {
    const seen = visibleCases(actor, this.clock.today());
    const { l, f, a, v } = (this.columns ??= joinedOf(this.db));
    const rows = await this.db.query<Row>(
      `select ${l.sql}, l.points as "pointsText", ${f.sql}, ${a.sql},
              ${v.sql}, case when ${seen.sql} then 1 else 0 end as "isKnown",
              (select count(*) from action x where x.case_id = l.case_id and x.is_open = :open) as "openCount",
              (select count(*) from action x where x.case_id = l.case_id and x.is_open = :open
                  and x.due_at < :now) as "overdueCount"
         from listing l join case_file c on c.id = l.case_id
         join agency a on a.id = c.referring_agency_id
         left join case_person v on v.case_id = c.id and v.role = 'victim'
        where l.meeting_id = :meetingId order by l.position, l.id`,
      { ...seen.params, meetingId, open: true, now: this.clock.now() },
    );
    const known = new Set(rows.flatMap((row) => (Number(row['isKnown']) === 1 ? [f.read(row)!.id] : [])));
    const lines = rows.map((row) => ({
      ...(l.read(row) as Omit<Listing, 'points'>),
      pointsText: String(row['pointsText']),
      agendaCase: {
        ...f.read(row)!,
        referringAgency: a.read(row)!,
        victim: v.read(row),
        openActionCount: Number(row['openCount']),
        overdueActionCount: Number(row['overdueCount']),
      },
    }));
    return { lines, known };
  }

  /** The listings of these that the actor may know of, by id. For loaders. */
  async knownListings(actor: Actor, listingIds: readonly string[]): Promise<Set<string>> {
    const seen = visibleCases(actor, this.clock.today());
    const rows = await this.db.reading
      .createQueryBuilder(Listing, 'l')
      .select('l.id', 'id')
      .innerJoin(CaseFile, 'c', `c.id = l.caseId and ${seen.sql}`, seen.params)
      .where('l.id in (:...listingIds)', { listingIds })
      .getRawMany<{ id: string }>();
    return new Set(rows.map((row) => row.id));
  }

  /** How many of the cases that wait beyond the lines of the agenda are not the actor's to know. */
  private async moreHidden(actor: Actor, meeting: Meeting, lines: readonly ReadListing[]): Promise<number> {
    if (meeting.moreWaiting === 0 || actor.kind === 'system') return 0;
    const open = openTo(actor);
    const [row] = await this.db.query<{ n: number | string }>(
      `select count(*) as n from case_file c
        where c.panel_id = :panelId and c.state = 'flagged' and not (${open.sql})
          and c.id not in ${amongIds(this.db, 'shown')}`,
      {
        ...open.params,
        panelId: meeting.panelId,
        shown: JSON.stringify(lines.map((line) => line.caseId)),
      },
    );
    return Number(row?.n ?? 0);
  }
}

function joinedOf(db: Database) {
  const listing = db.reading.connection.getMetadata(Listing).columns.map((column) => column.propertyName);
  const withoutPoints = listing.filter((name) => name !== 'points') as (keyof Listing & string)[];
  return {
    m: new JoinedColumns(db, Meeting, 'm'),
    p: new JoinedColumns(db, Panel, 'p'),
    c: new JoinedColumns(db, Person, 'c'),
    l: new JoinedColumns(db, Listing, 'l', withoutPoints),
    f: new JoinedColumns(db, CaseFile, 'c', CASE_COLUMNS),
    a: new JoinedColumns(db, Agency, 'a'),
    v: new JoinedColumns(db, CasePerson, 'v', ['id', 'firstName', 'lastName', 'bornOn']),
  };
}

function lastChangeOf(db: Database, row: Row): LastChange | null {
  if (row['changeId'] === null) return null;
  return {
    id: row['changeId'] as string,
    kind: row['changeKind'] as AgendaChangeKind,
    reason: db.opened('agenda_change.reason', row['changeReason'] as string),
    changedById: row['changedById'] as string,
    at: row['changeAt'] as Moment,
    caseId: row['changeCaseId'] as string,
    caseReference: row['changeReference'] as string,
  };
}
