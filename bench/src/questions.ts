import type { Dialect, SealedPlace } from '#platform';
import { idOf, KIND, tokenOf, coordinatorOf, type WorldSize } from './world.js';

/** One thing that is asked of both servers: of ours as a document, of the raw one as a path. */
export type Question = {
  name: string;
  document: string;
  /** Who asks and with which variables; the raw server gets the variable in its path. */
  asked: { token: string; variables: Record<string, string>; raw: string }[];
  /** The one statement of the raw server, with `$1` for the variable; its only column is the body. */
  sql(dialect: Dialect): string;
  /** Texts of the body that stand sealed in the database, by the name they have in it: the raw server opens them, too. */
  sealed: Readonly<Record<string, SealedPlace>>;
  /** What of an answer must be the same on both. */
  sameness(data: any): unknown;
};

const ASKED = 200;

/** The two hot reads of performance.md. */
export function hotReads(size: WorldSize): Question[] {
  return [agencyActions(size), agendaOfMeeting(size)];
}

function agencyActions(size: WorldSize): Question {
  return {
    name: "my agency's open actions, first 25",
    document: `query AgencyActions($status: ActionsWhich!) {
      agencyActions(first: 25, status: $status) {
        totalCount
        edges { node {
          id reference text priority status isOpen dueOn dueAt note version
          case { id reference } agency { id name } owner { id name }
        } }
      }
    }`,
    asked: Array.from({ length: ASKED }, (_, n) => ({
      token: tokenOf(n % size.agencies),
      variables: { status: 'OPEN' },
      raw: idOf(KIND.agency, n % size.agencies),
    })),
    sql: (dialect) => {
      const { object, list, yes, p } = words(dialect);
      return `select ${object}('data', ${object}('agencyActions', ${object}(
          'totalCount', (select count(*) from action a where a.agency_id = ${p} and a.is_open = ${yes}),
          'edges', (select ${list}(${object}('node', ${object}(
             'id', x.id, 'reference', x.reference, 'text', x.text, 'priority', upper(x.priority),
             'status', upper(x.status), 'isOpen', x.is_open, 'dueOn', x.due_on, 'dueAt', x.due_at, 'note', x.note,
             'version', x.version, 'case', ${object}('id', x.case_id, 'reference', x.case_reference),
             'agency', ${object}('id', x.agency_id, 'name', x.agency_name),
             'owner', ${object}('id', x.owner_id, 'name', x.owner_name))))
            from (select a.*, c.reference as case_reference, g.name as agency_name, o.name as owner_name
                    from action a join case_file c on c.id = a.case_id join agency g on g.id = a.agency_id
                    left join person o on o.id = a.owner_id
                   where a.agency_id = ${p} and a.is_open = ${yes}
                   order by a.due_at, a.id limit 25) x)))) as body`;
    },
    sealed: { text: 'action.text', note: 'action.note' },
    sameness: ({ agencyActions: page }) => [
      page.totalCount,
      page.edges.map(({ node }: any) => [node.id, node.text, node.note]),
    ],
  };
}

function agendaOfMeeting(size: WorldSize): Question {
  return {
    name: 'agenda of a meeting',
    document: `query Agenda($id: ID!) {
      meeting(id: $id) {
        id heldOn startsAt state place
        agenda { minutesPlanned slots { kind minutes listing {
          id position plannedMinutes band priorityLow priorityHigh state kind reasons isPinned version
          case { id reference state riskLevel handling referredOn waitingSince timesNotReached timesDeferred
                 openActionCount overdueActionCount referringAgency { id name } }
        } } }
      }
    }`,
    asked: Array.from({ length: ASKED }, (_, n) => {
      const panel = n % size.panels;
      const meeting = idOf(KIND.meeting, panel * size.meetingsOfPanel + (n % size.meetingsOfPanel));
      return { token: tokenOf(coordinatorOf(size, panel)), variables: { id: meeting }, raw: meeting };
    }),
    sql: (dialect) => {
      const { object, list, yes, p } = words(dialect);
      const count = `select count(*) from action t where t.case_id = f.id and t.is_open = ${yes}`;
      return `select ${object}('data', ${object}('meeting', ${object}(
          'id', m.id, 'heldOn', m.held_on, 'startsAt', m.starts_at, 'state', upper(m.state), 'place', m.place,
          'agenda', ${object}('slots', (select ${list}(${object}('minutes', x.planned_minutes, 'listing', ${object}(
             'id', x.id, 'position', x.position, 'plannedMinutes', x.planned_minutes, 'band', x.band,
             'priorityLow', x.priority_low, 'priorityHigh', x.priority_high, 'state', upper(x.state),
             'kind', upper(x.kind), 'reasons', x.reasons, 'isPinned', x.is_pinned, 'version', x.version,
             'case', ${object}('id', x.case_id, 'reference', x.reference, 'state', upper(x.case_state),
               'riskLevel', upper(x.risk_level), 'handling', upper(x.handling), 'referredOn', x.referred_on,
               'waitingSince', x.waiting_since, 'timesNotReached', x.times_not_reached,
               'timesDeferred', x.times_deferred, 'openActionCount', x.open_count,
               'overdueActionCount', x.overdue_count,
               'referringAgency', ${object}('id', x.referring_agency_id, 'name', x.agency_name)))))
            from (select l.*, f.reference, f.state as case_state, f.risk_level, f.handling, f.referred_on,
                         f.waiting_since, f.times_not_reached, f.times_deferred, f.referring_agency_id,
                         g.name as agency_name, (${count}) as open_count,
                         (${count} and t.due_at < '2026-11-23T09:00:00.000Z') as overdue_count
                    from listing l join case_file f on f.id = l.case_id join agency g on g.id = f.referring_agency_id
                   where l.meeting_id = m.id order by l.position) x))))) as body
          from meeting m where m.id = ${p}`;
    },
    sealed: { reasons: 'listing.reasons' },
    sameness: ({ meeting }) =>
      meeting.agenda.slots
        .filter((slot: any) => slot.listing)
        .map(({ listing }: any) => [
          listing.id,
          listing.case.openActionCount,
          listing.case.overdueActionCount,
        ]),
  };
}

function words(dialect: Dialect) {
  return dialect === 'postgres'
    ? {
        object: 'json_build_object',
        list: 'json_agg',
        yes: 'true',
        p: '$1',
      }
    : {
        object: 'json_object',
        list: 'json_group_array',
        yes: '1',
        p: '?1',
      };
}
