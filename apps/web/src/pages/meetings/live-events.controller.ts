import { Readable } from 'node:stream';
import { Controller, Get, type OnModuleDestroy, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Visits } from '../../session/visits.js';
import { MeetingLiveVersion } from './live.graphql.js';

const LOOK_MS = 3000;
const HEARTBEAT_EVERY = 5;

/** A stream ends by itself after this long; the browser opens another while its session lasts. */
const LONGEST_MS = 30 * 60_000;

/**
 * Tells open pages of a meeting that something has changed. The event says no more than that: the page asks again,
 * so permissions are applied anew for each reader. Every open stream asks the API in the name of its reader.
 */
@Controller('meetings/:id/live')
export class LiveEventsController implements OnModuleDestroy {
  private readonly open = new Set<() => void>();

  constructor(private readonly visits: Visits) {}

  @Get('events')
  async listen(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const version = async () =>
      (await this.visits.ask(request, MeetingLiveVersion, { id })).meetingLiveVersion;
    let known = await version();
    let looks = 0;
    const stream = new Readable({ read: () => {} });
    stream.push('retry: 5000\n\n');
    const look = async () => {
      looks += 1;
      const now = await version();
      if (!this.open.has(end)) return;
      if (now !== known) stream.push('event: changed\ndata: changed\n\n');
      else if (looks % HEARTBEAT_EVERY === 0) stream.push(': here\n\n');
      known = now;
    };
    // Whatever goes wrong, a session that ended or an API that is away: the stream ends, the browser comes again.
    const timer = setInterval(() => void look().catch(() => end()), LOOK_MS);
    const tooLong = setTimeout(() => end(), LONGEST_MS);
    const end = () => {
      clearInterval(timer);
      if (this.open.delete(end) && !stream.destroyed) stream.push(null);
    };
    this.open.add(end);
    stream.on('close', () => {
      clearInterval(timer);
      clearTimeout(tooLong);
      this.open.delete(end);
    });
    reply
      .header('content-type', 'text/event-stream; charset=utf-8')
      .header('x-accel-buffering', 'no')
      .header('connection', 'close')
      .send(stream);
  }

  onModuleDestroy(): void {
    for (const end of this.open) end();
  }
}
