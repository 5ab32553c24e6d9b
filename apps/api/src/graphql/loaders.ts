import { Injectable } from '@nestjs/common';
import type DataLoader from 'dataloader';
import { Actions, type ActionUpdate, type CaseActionCounts, type ListedAction } from '#actions';
import { Agencies, type Agency, type Person } from '#agencies';
import type { PersonActor } from '#access';
import {
  CaseHandling,
  CaseReading,
  CaseRestrictions,
  Cases,
  type CaseSummary,
  ConflictSuggestions,
  Transfers,
  TriageReading,
} from '#cases';
import { Agendas, LiveMeetings, Meetings } from '#meetings';
import { type OutcomeReview, OutcomeReviews } from '#outcomes';
import { Panels, type Panel, type PanelMember } from '#panels';
import { type Reminder, type ReminderMessage, Reminders } from '#reminders';
import { caseLoaders, type CaseLoaders } from '../cases/case.loaders.js';
import { meetingLoaders, type MeetingLoaders } from '../meetings/meeting.loaders.js';
import { triageLoaders, type TriageLoaders } from '../triage/triage.loaders.js';
import { manyBy, oneById } from './batching.js';

/** The batched look-ups of one request, by id. */
export type Loaders = CaseLoaders &
  MeetingLoaders &
  TriageLoaders & {
    agency: DataLoader<string, Agency>;
    person: DataLoader<string, Person>;
    /** What an auditor may know of a case: asks no permission, which the audit has asked. */
    auditedCase: DataLoader<string, CaseSummary[]>;
    panel: DataLoader<string, Panel>;
    membersOfPanel: DataLoader<string, PanelMember[]>;
    updatesOfAction: DataLoader<string, ActionUpdate[]>;
    action: DataLoader<string, ListedAction>;
    actionsOfCase: DataLoader<string, ListedAction[]>;
    actionsOfMeeting: DataLoader<string, ListedAction[]>;
    actionCountsOfCase: DataLoader<string, CaseActionCounts[]>;
    remindersOfAction: DataLoader<string, ReminderMessage[]>;
    chaseOfAction: DataLoader<string, Reminder[]>;
    /** Of cases on which the person decides; none of one that is open to them by break-glass only. */
    triageRemindersOfCase: DataLoader<string, ReminderMessage[]>;
    reviewsOfCase: DataLoader<string, OutcomeReview[]>;
  };

/** Makes a fresh set of loaders for each request: nothing is remembered between two people. */
@Injectable()
export class LoaderMaker {
  constructor(
    private readonly agencies: Agencies,
    private readonly panels: Panels,
    private readonly actions: Actions,
    readonly reading: CaseReading,
    readonly restrictions: CaseRestrictions,
    readonly handling: CaseHandling,
    readonly conflicts: ConflictSuggestions,
    private readonly cases: Cases,
    private readonly reviews: OutcomeReviews,
    private readonly meetings: Meetings,
    private readonly agendas: Agendas,
    private readonly live: LiveMeetings,
    private readonly reminders: Reminders,
    private readonly triage: TriageReading,
    private readonly transfers: Transfers,
  ) {}

  make(actor: PersonActor | null): Loaders {
    return {
      ...caseLoaders(this, actor),
      ...meetingLoaders(this.meetings, this.agendas, this.live, actor),
      ...triageLoaders(this.triage, this.transfers, actor),
      agency: oneById((ids) => this.agencies.agenciesByIds(ids)),
      person: oneById((ids) => this.agencies.peopleByIds(ids)),
      auditedCase: manyBy(
        (ids) => this.cases.summariesByIds(ids),
        (summary) => summary.id,
      ),
      panel: oneById((ids) => this.panels.byIds(ids)),
      membersOfPanel: manyBy(
        (ids) => this.panels.membersOf(ids),
        (member) => member.panelId,
      ),
      updatesOfAction: manyBy(
        (ids) => this.actions.updatesOf(ids),
        (update) => update.actionId,
      ),
      action: oneById((ids) => this.actions.byIds(ids)),
      actionsOfCase: manyBy(
        (ids) => this.actions.ofCases(ids),
        (action) => action.caseId,
      ),
      actionsOfMeeting: manyBy(
        (ids) => this.actions.ofMeetings(ids),
        (action) => action.meetingId ?? '',
      ),
      actionCountsOfCase: manyBy(
        (ids) => this.actions.countsOfCases(ids),
        (counts) => counts.caseId,
      ),
      remindersOfAction: manyBy(
        (ids) => this.reminders.messagesOf(ids),
        (message) => message.actionId ?? '',
      ),
      triageRemindersOfCase: manyBy(
        async (ids) => {
          const run = actor ? await this.triage.runBy(actor, ids) : new Set<string>();
          return run.size === 0 ? [] : this.reminders.messagesOfTriage([...run]);
        },
        (message) => message.caseId,
      ),
      chaseOfAction: manyBy(
        (ids) => this.reminders.rowsOf(ids),
        (row) => row.actionId ?? '',
      ),
      reviewsOfCase: manyBy(
        (ids) => this.reviews.reviewsOf(actor, ids),
        (review) => review.caseId,
      ),
    };
  }
}
