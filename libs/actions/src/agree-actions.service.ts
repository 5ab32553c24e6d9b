import { Injectable } from '@nestjs/common';
import type { Actor } from '#access';
import { Agency, Person } from '#agencies';
import { Audit } from '#audit';
import { CaseAccess, CaseFile, CaseLists, Cases, type CaseState } from '#cases';
import { type BankHolidays, Clock, type Day, newId, ok, refused, type Result } from '#kernel';
import { Listing, Listings, Meeting } from '#meetings';
import { Panel, PanelMember, Panels } from '#panels';
import { Announcements, Database } from '#platform';
import { In } from 'typeorm';
import { ActionAgreed } from './action-events.js';
import type { ActionPriority } from './action-states.js';
import { ActionUpdate } from './action-update.entity.js';
import { Action, type ActionCategory } from './action.entity.js';
import {
  actionReference,
  agreeing,
  type AgreedAction,
  type AgreeRefusal,
  latestDueOn,
} from './agreeing.rules.js';
import { parseQuickAction, type QuickActionRefusal } from './quick-action.rules.js';
import { usualCategory } from './usual-category.rules.js';

/** Where an action is agreed: for a case on the agenda of a running meeting, or for a case outside of any meeting. */
export type AgreedFor = { listingId: string } | { caseId: string };

/** An action as a chair or coordinator proposes it, checked at the door. `dueOn` null: the default of the priority. */
export type AgreeAction = {
  agencyId: string;
  ownerId: string | null;
  text: string;
  category: ActionCategory;
  priority: ActionPriority;
  dueOn: Day | null;
};

/** Why an action is not taken down. */
export type AgreeActionRefusal =
  | AgreeRefusal
  | 'MEETING_NOT_IN_SESSION'
  | 'CASE_NOT_ON_AGENDA'
  | 'CASE_CLOSED'
  | 'AGENCY_NOT_ON_PANEL'
  | 'AGENCY_KEPT_AWAY'
  | 'OWNER_NOT_IN_AGENCY'
  | 'OWNER_CANNOT_HAVE_IT'
  | 'ACTION_ALREADY_AGREED';

/** What a line says: who would do what by when. */
export type ReadLine = { agency: Agency; text: string; dueOn: Day };

/** The case, its panel and, in a meeting, the meeting and listing. */
type Setting = { caseFile: CaseFile; panel: Panel; meeting: Meeting | null; listing: Listing | null };

/** Taking down what an agency agrees to do. */
@Injectable()
export class AgreeActions {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly announcements: Announcements,
    private readonly audit: Audit,
    private readonly panels: Panels,
    private readonly cases: Cases,
    private readonly listings: Listings,
    private readonly lists: CaseLists,
  ) {}

  /** Takes down an action that an agency agrees to. Only the chair or coordinator of the case's panel may. */
  agree(actor: Actor, where: AgreedFor, input: AgreeAction): Promise<Result<Action, AgreeActionRefusal>> {
    return this.db.transaction(async () => {
      const setting = await this.settingOf(actor, where);
      const possible = openForActions(setting);
      if (!possible.ok) return possible;
      return this.takeDown(actor, setting, input, await this.panels.holidays(setting.panel.nation));
    });
  }

  /** Takes down an action typed in one line of the meeting: `@probation check licence conditions by next panel`. */
  agreeLine(
    actor: Actor,
    listingId: string,
    line: string,
  ): Promise<Result<Action, AgreeActionRefusal | QuickActionRefusal>> {
    return this.db.transaction(async (): Promise<Result<Action, AgreeActionRefusal | QuickActionRefusal>> => {
      const setting = await this.settingOf(actor, { listingId });
      const possible = openForActions(setting);
      if (!possible.ok) return possible;
      const holidays = await this.panels.holidays(setting.panel.nation);
      const input = await this.proposedBy(setting, line, holidays);
      if (!input.ok) return input;
      return this.takeDown(actor, setting, input.value, holidays);
    });
  }

  /** What {@link agreeLine} would take down for a line. Nothing is changed. */
  readLine(
    actor: Actor,
    listingId: string,
    line: string,
  ): Promise<Result<ReadLine, AgreeActionRefusal | QuickActionRefusal>> {
    return this.db.transaction(
      async (): Promise<Result<ReadLine, AgreeActionRefusal | QuickActionRefusal>> => {
        const setting = await this.settingOf(actor, { listingId });
        const possible = openForActions(setting);
        if (!possible.ok) return possible;
        const holidays = await this.panels.holidays(setting.panel.nation);
        const read = await this.proposedBy(setting, line, holidays);
        if (!read.ok) return read;
        const { agencyId, text, priority, dueOn } = read.value;
        const proposal = { text, priority, dueOn, agreedAt: this.clock.now() };
        const agreed = agreeing(proposal, { today: this.clock.today(), holidays });
        if (!agreed.ok) return agreed;
        const agency = await this.db.writing.findOneByOrFail(Agency, { id: agencyId });
        return ok({ agency, text: agreed.value.text, dueOn: agreed.value.dueOn });
      },
    );
  }

  /** The action that a line of the meeting proposes, with what the line leaves to the rules. */
  private async proposedBy(
    setting: Setting,
    line: string,
    holidays: BankHolidays,
  ): Promise<Result<AgreeAction, QuickActionRefusal>> {
    const agencies = await this.agenciesOf(setting.panel.id);
    const nextMeetingOn = await this.nextMeetingOn(setting);
    const read = parseQuickAction(line, { agencies, today: this.clock.today(), nextMeetingOn, holidays });
    if (!read.ok) return read;
    const { agencyId, text, dueOn } = read.value;
    const usualEnd = latestDueOn('routine', this.clock.now(), holidays);
    const kind = agencies.find(({ id }) => id === agencyId)?.kind ?? 'other';
    const priority = dueOn !== null && dueOn > usualEnd ? 'long' : 'routine';
    return ok({ agencyId, ownerId: null, text, category: usualCategory(kind), priority, dueOn });
  }

  private async takeDown(
    actor: Actor,
    setting: Setting,
    input: AgreeAction,
    holidays: BankHolidays,
  ): Promise<Result<Action, AgreeActionRefusal>> {
    const { caseFile, panel, meeting, listing } = setting;
    const owner = await this.ownerProblem(setting, input);
    if (owner) return owner;
    const { text, priority, dueOn } = input;
    const proposal = { text, priority, dueOn, agreedAt: this.clock.now() };
    const agreed = agreeing(proposal, { today: this.clock.today(), holidays });
    if (!agreed.ok) return agreed;
    if (await this.isThere(caseFile.id, input.agencyId, agreed.value.text)) {
      return refused('ACTION_ALREADY_AGREED', 'This agency has already agreed the same action.', 'text');
    }
    const place = { caseId: caseFile.id, panelId: panel.id, meetingId: meeting?.id ?? null };
    const action = await this.keep(place, caseFile.reference, input, agreed.value);
    await this.db.writing.insert(ActionUpdate, {
      id: newId(),
      actionId: action.id,
      kind: 'agreed',
      personId: actor.kind === 'person' ? actor.personId : null,
      at: action.agreedAt,
      note: '',
    });
    if (listing) await this.listings.countAction(listing.id);
    await this.cases.grantAccess([caseFile.id], [input.agencyId], 'owns_action');
    await this.announcements.announce(ActionAgreed, { actionId: action.id });
    await this.audit.record(actor, 'action:agree', action.id, { caseId: caseFile.id });
    return ok(action);
  }

  private async keep(
    place: Pick<Action, 'caseId' | 'panelId' | 'meetingId'>,
    caseReference: string,
    { agencyId, ownerId, category }: AgreeAction,
    agreed: AgreedAction,
  ): Promise<Action> {
    const last = await this.db.writing.maximum(Action, 'number', { caseId: place.caseId });
    const number = (last ?? 0) + 1;
    const action = this.db.writing.create(Action, {
      ...place,
      ...agreed,
      id: newId(),
      reference: actionReference(caseReference, number),
      number,
      agencyId,
      ownerId,
      category,
      status: 'agreed',
      isOpen: true,
      originalDueOn: agreed.dueOn,
      acknowledgedAt: null,
      closedAt: null,
      closedOn: null,
      note: '',
      evidenceReference: '',
      reasonCode: null,
      extensionRequestedOn: null,
      extensionNewDueOn: null,
      extensionReason: null,
      extensionCount: 0,
    });
    return this.db.writing.save(action);
  }

  private async settingOf(actor: Actor, where: AgreedFor): Promise<Setting> {
    const listing = 'listingId' in where ? await this.listing(actor, where.listingId) : null;
    // The meeting is held before the case, as in every other room, so that two people never wait for each other.
    const meeting = listing && (await this.lockedMeeting(listing.meetingId));
    // Held until the end of the transaction, so that two actions never get the same number.
    const caseId = listing?.caseId ?? ('caseId' in where ? where.caseId : '');
    const caseFile = await this.cases.mustSee(actor, caseId, 'action:agree', listing ? 'Listing' : 'Case');
    const panel = await this.db.writing.findOneByOrFail(Panel, { id: caseFile.panelId });
    return { caseFile, panel, meeting, listing };
  }

  private async listing(actor: Actor, id: string): Promise<Listing> {
    await this.listings.mustBeKnown(actor, 'action:agree', id);
    return this.db.writing.findOneByOrFail(Listing, { id });
  }

  private lockedMeeting(id: string): Promise<Meeting> {
    return this.db.writing.findOneOrFail(Meeting, { where: { id }, lock: this.db.rowLock });
  }

  private async ownerProblem(
    { panel, caseFile }: Setting,
    { agencyId, ownerId }: AgreeAction,
  ): Promise<Result<never, AgreeActionRefusal> | null> {
    const seated =
      (await this.db.writing.existsBy(PanelMember, { panelId: panel.id, agencyId })) ||
      (await this.db.writing.existsBy(CaseAccess, { caseId: caseFile.id, agencyId }));
    if (!seated) {
      const message = 'This agency does not sit on the panel and was not asked to attend for this case.';
      return refused('AGENCY_NOT_ON_PANEL', message, 'agencyId');
    }
    if ((await this.lists.closedAgencies([caseFile.id]))(caseFile.id, agencyId)) {
      const message =
        'A list of this case keeps this agency away. Choose another agency, or change the list.';
      return refused('AGENCY_KEPT_AWAY', message, 'agencyId');
    }
    if (ownerId === null) return null;
    if (!(await this.db.writing.existsBy(Person, { id: ownerId, agencyId, kind: 'person', isActive: true })))
      return refused('OWNER_NOT_IN_AGENCY', 'Choose somebody who works for this agency.', 'ownerId');
    if (await this.lists.isOpenFor({ personId: ownerId, agencyId }, caseFile.id)) return null;
    const message = 'A list of this case keeps this person away. Choose somebody else.';
    return refused('OWNER_CANNOT_HAVE_IT', message, 'ownerId');
  }

  private async isThere(caseId: string, agencyId: string, text: string): Promise<boolean> {
    const open = await this.db.writing.findBy(Action, { caseId, agencyId, isOpen: true });
    return open.some((action) => action.text.toLowerCase() === text.toLowerCase());
  }

  private async agenciesOf(panelId: string): Promise<Agency[]> {
    const seats = await this.db.writing.findBy(PanelMember, { panelId });
    return this.db.writing.findBy(Agency, { id: In(seats.map(({ agencyId }) => agencyId)) });
  }

  private async nextMeetingOn({ panel, meeting }: Setting): Promise<Day | null> {
    const after = meeting?.heldOn ?? this.clock.today();
    const [next] = await this.db.query<{ heldOn: Day }>(
      `select held_on as "heldOn" from meeting
        where panel_id = :panelId and held_on > :after and state <> 'cancelled' order by held_on limit 1`,
      { panelId: panel.id, after },
    );
    return next?.heldOn ?? null;
  }
}

const OVER: readonly CaseState[] = ['closed', 'withdrawn', 'declined', 'redirected'];

function openForActions({ caseFile, meeting, listing }: Setting): Result<true, AgreeActionRefusal> {
  if (OVER.includes(caseFile.state)) {
    return refused('CASE_CLOSED', 'This case is closed. Actions can only be agreed on open cases.');
  }
  if (meeting && meeting.state !== 'in_session') {
    const message = 'Actions can be taken down while the meeting is in session.';
    return refused('MEETING_NOT_IN_SESSION', message);
  }
  if (listing && !['on_agenda', 'in_discussion', 'discussed'].includes(listing.state)) {
    return refused('CASE_NOT_ON_AGENDA', 'This case is not on the agenda of the meeting.');
  }
  return ok(true);
}
