import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { Actions, type ActionUpdate, type CaseActionCounts, type ListedAction } from '#actions';
import { Agencies, type Agency, type Person } from '#agencies';
import { Panels, type Panel, type PanelMember } from '#panels';

/** The batched look-ups of one request, by id. */
export type Loaders = {
  agency: DataLoader<string, Agency>;
  person: DataLoader<string, Person>;
  panel: DataLoader<string, Panel>;
  membersOfPanel: DataLoader<string, PanelMember[]>;
  updatesOfAction: DataLoader<string, ActionUpdate[]>;
  actionsOfCase: DataLoader<string, ListedAction[]>;
  actionsOfMeeting: DataLoader<string, ListedAction[]>;
  actionCountsOfCase: DataLoader<string, CaseActionCounts[]>;
};

/** Makes a fresh set of loaders for each request: nothing is remembered between two people. */
@Injectable()
export class LoaderMaker {
  constructor(
    private readonly agencies: Agencies,
    private readonly panels: Panels,
    private readonly actions: Actions,
  ) {}

  make(): Loaders {
    return {
      agency: oneById((ids) => this.agencies.agenciesByIds(ids)),
      person: oneById((ids) => this.agencies.peopleByIds(ids)),
      panel: oneById((ids) => this.panels.byIds(ids)),
      membersOfPanel: manyBy(
        (ids) => this.panels.membersOf(ids),
        (member) => member.panelId,
      ),
      updatesOfAction: manyBy(
        (ids) => this.actions.updatesOf(ids),
        (update) => update.actionId,
      ),
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
    };
  }
}

/** A loader of single things by their id; an id that is not there is an error of ours, not of the caller. */
export function oneById<T extends { id: string }>(
  load: (ids: readonly string[]) => Promise<T[]>,
): DataLoader<string, T> {
  return new DataLoader<string, T>(async (ids) => {
    const byId = new Map((await load(ids)).map((row) => [row.id, row]));
    return ids.map((key) => byId.get(key) ?? new Error('A row that another refers to is missing'));
  });
}

/** A loader of the many things that belong to one id. */
export function manyBy<T>(
  load: (ids: readonly string[]) => Promise<T[]>,
  keyOf: (row: T) => string,
): DataLoader<string, T[]> {
  return new DataLoader<string, T[]>(async (ids) => {
    const groups = new Map<string, T[]>(ids.map((key) => [key, []]));
    for (const row of await load(ids)) groups.get(keyOf(row))?.push(row);
    return ids.map((key) => groups.get(key)!);
  });
}
