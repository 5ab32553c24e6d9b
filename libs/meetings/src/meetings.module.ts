import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { CasesModule } from '#cases';
import { PanelsModule } from '#panels';
import { AgendaQueue } from './agenda-queue.js';
import { AgendaStandings } from './agenda-standings.js';
import { AgendaBuilding } from './agenda.service.js';
import { AgendaChanges } from './agenda-changes.service.js';
import { AgendaPublishing } from './agenda-publishing.service.js';
import { Agendas } from './agenda-reading.service.js';
import { Invitations } from './invitations.js';
import { Listings } from './listings.service.js';
import { LiveMeetings } from './live-meeting.service.js';
import { MeetingRows } from './meeting-rows.js';
import { MeetingPlanning } from './meeting-planning.service.js';
import { Meetings } from './meetings.service.js';
import { QueueRisks } from './queue-risk.service.js';

const DOORS = [
  Meetings,
  MeetingPlanning,
  Agendas,
  AgendaBuilding,
  AgendaChanges,
  AgendaPublishing,
  LiveMeetings,
  Listings,
  QueueRisks,
];

/** The room of meetings: the sittings of panels, their agendas, and what is said at them. */
@Module({
  imports: [AuditModule, PanelsModule, CasesModule],
  providers: [...DOORS, AgendaQueue, AgendaStandings, MeetingRows, Invitations],
  exports: DOORS,
})
export class MeetingsModule {}
