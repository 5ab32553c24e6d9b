import { describe, expect, it } from '@jest/globals';
import type { Moment } from '#kernel';
import { type Circle, deliveries, type Recipient, recipientOf } from './recipients.rules.js';
import type { Audience } from './reminder-policy.js';
import type { ReminderStep } from './reminder-policy.rules.js';

const person = (id: string, given: Partial<Recipient> = {}): Recipient => ({
  id,
  name: id,
  email: `${id}@agency.example`,
  agencyId: 'probation',
  role: 'agency_member',
  lpa: null,
  deputyId: null,
  ...given,
});

const circle = (given: Partial<Circle> = {}): Circle => ({
  agencyId: 'probation',
  ownerId: 'owner',
  deputyId: 'deputy',
  chairId: 'chair',
  coordinatorId: null,
  panelLpa: 'North',
  people: [
    person('owner', { deputyId: 'deputy' }),
    person('deputy'),
    person('lead-a', { role: 'agency_lead' }),
    person('lead-north', { role: 'agency_lead', lpa: 'North' }),
    person('lead-of-others', { role: 'agency_lead', agencyId: 'housing', lpa: 'North' }),
    person('chair', { role: 'chair', agencyId: 'police' }),
    person('strategic', { role: 'strategic_lead', agencyId: 'police' }),
  ],
  ...given,
});

const step = (level: 0 | 1 | 2 | 3): ReminderStep => ({
  key: `level-${level}`,
  rule: 'Overdue',
  kind: 'overdue',
  level,
  audience: [],
  at: '2026-11-23T08:00:00.000Z' as Moment,
});

describe('who is meant by a reminder', () => {
  it.each<[Audience, string | undefined]>([
    ['owner', 'owner'],
    ['deputy', 'deputy'],
    ['agency_lead', 'lead-north'],
    ['chair', 'chair'],
    ['coordinator', 'chair'],
    ['strategic_lead', 'strategic'],
  ])('%s', (audience, id) => {
    expect(recipientOf(audience, circle())?.id).toBe(id);
  });

  it('is the lead of the agency when nobody in particular has the action', () => {
    const nobody = circle({ ownerId: null, deputyId: null });
    expect(recipientOf('owner', nobody)?.id).toBe('lead-north');
    expect(recipientOf('deputy', nobody)).toBeNull();
  });

  it('is the deputy when the owner has left, and the lead when there is no deputy', () => {
    expect(recipientOf('owner', circle({ ownerId: 'gone' }))?.id).toBe('deputy');
    expect(recipientOf('owner', circle({ ownerId: 'gone', deputyId: null }))?.id).toBe('lead-north');
  });

  it('is somebody who runs the panel where the agency has no lead, or the panel no chair', () => {
    const people = circle().people.filter(({ role }) => role !== 'agency_lead');
    const coordinator = person('coordinator', { role: 'coordinator', agencyId: 'police' });
    const around = { coordinatorId: 'coordinator', people: [...people, coordinator] };
    expect(recipientOf('agency_lead', circle(around))?.id).toBe('coordinator');
    expect(recipientOf('owner', circle({ ...around, ownerId: null, deputyId: null }))?.id).toBe(
      'coordinator',
    );
    expect(recipientOf('chair', circle({ ...around, chairId: null }))?.id).toBe('coordinator');
    expect(recipientOf('chair', circle({ chairId: null }))).toBeNull();
  });

  it('prefers a strategic lead of the agency itself', () => {
    const own = person('own', { role: 'strategic_lead', lpa: 'South' });
    const around = circle();
    expect(recipientOf('strategic_lead', { ...around, people: [...around.people, own] })?.id).toBe('own');
  });

  it('gets one message where two would go to the same person: that of the higher level', () => {
    const messages = [
      { step: step(0), audience: 'owner' as const },
      { step: step(1), audience: 'agency_lead' as const },
      { step: step(2), audience: 'chair' as const },
    ];
    const alone = circle({ ownerId: null, deputyId: null, chairId: null });
    expect(deliveries(messages, alone).map(({ audience, recipient }) => [audience, recipient?.id])).toEqual([
      ['agency_lead', 'lead-north'],
      ['chair', undefined],
    ]);
    expect(deliveries(messages, circle())).toHaveLength(3);
  });
});
