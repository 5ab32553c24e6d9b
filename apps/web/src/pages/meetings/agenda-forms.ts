import type { FastifyRequest } from 'fastify';
import { parseDay } from '#kernel';
import { type Flash, type InputPlaces, type Sent, sentText, sentVersion } from '../../http/index.js';
import type { Attempt, Visits } from '../../session/visits.js';
import {
  HoldListing,
  IncludeListing,
  MoveListing,
  PinListing,
  SetListingMinutes,
} from './prepare.graphql.js';
import type { TypedInLine } from './prepare.presenter.js';

/** What a change of the agenda answers. */
type Changed = { lastChange: { caseReference: string } | null };

/** One form of a line: sends the change and says what to tell afterwards. */
type LineForm = {
  /** Gives null for an input that cannot be sent at all. */
  send(visits: Visits, request: FastifyRequest, listingId: string, sent: Sent): Promise<Attempt<Changed>>;
  flash(sent: Sent, reference: string | undefined): Flash;
  /** Which boxes the form has, to keep what was typed in them. */
  typed: { form: TypedInLine['form']; names: readonly string[] } | null;
};

/** The reason that is kept where the form asks for none. */
const BY_HAND = {
  move: 'Place chosen by hand',
  pin: 'Pinned by hand',
  unpin: 'No longer pinned',
  minutes: 'Minutes chosen by hand',
  include: 'Taken onto the agenda by hand',
} as const;

const wrong = (field: string, text: string): Attempt<never> => ({
  ok: false,
  status: 422,
  problems: [{ field, text }],
});

function wholeNumber(text: string): number | null {
  return /^\d{1,4}$/.test(text.trim()) ? Number(text) : null;
}

function seen(listingId: string, sent: Sent, byHand: string) {
  return { listingId, version: sentVersion(sent), reason: sentText(sent, 'reason').trim() || byHand };
}

/** Takes the agenda out of an answer. */
function agendaOf<T extends Record<string, unknown>>(attempt: Attempt<T>): Attempt<Changed> {
  if (!attempt.ok) return attempt;
  return { ok: true, answer: Object.values(attempt.answer)[0] as Changed };
}

/** The forms of a line by the last part of their address. */
export const LINE_FORMS: Readonly<Record<string, LineForm>> = {
  move: {
    async send(visits, request, listingId, sent) {
      const position = wholeNumber(sentText(sent, 'position'));
      if (position === null) return wrong('position', 'Enter a place as a number.');
      const input = { ...seen(listingId, sent, BY_HAND.move), position };
      return agendaOf(await visits.attempt(request, MoveListing, { input }));
    },
    flash: (sent, reference) => ({
      code: 'caseMoved',
      params: { reference, count: wholeNumber(sentText(sent, 'position')) ?? undefined },
    }),
    typed: { form: 'move', names: ['position', 'reason'] },
  },
  pin: {
    async send(visits, request, listingId, sent) {
      const input = { ...seen(listingId, sent, BY_HAND.pin), pinned: true };
      return agendaOf(await visits.attempt(request, PinListing, { input }));
    },
    flash: (_, reference) => ({ code: 'casePinned', params: { reference } }),
    typed: null,
  },
  unpin: {
    async send(visits, request, listingId, sent) {
      const input = { ...seen(listingId, sent, BY_HAND.unpin), pinned: false };
      return agendaOf(await visits.attempt(request, PinListing, { input }));
    },
    flash: (_, reference) => ({ code: 'caseUnpinned', params: { reference } }),
    typed: null,
  },
  minutes: {
    async send(visits, request, listingId, sent) {
      const minutes = wholeNumber(sentText(sent, 'minutes'));
      if (minutes === null) return wrong('minutes', 'Enter minutes as a number, from 5 to 60.');
      const input = { ...seen(listingId, sent, BY_HAND.minutes), minutes };
      return agendaOf(await visits.attempt(request, SetListingMinutes, { input }));
    },
    flash: (sent, reference) => ({
      code: 'minutesSet',
      params: { reference, count: wholeNumber(sentText(sent, 'minutes')) ?? 0 },
    }),
    typed: { form: 'minutes', names: ['minutes'] },
  },
  hold: {
    async send(visits, request, listingId, sent) {
      const until = parseDay(sentText(sent, 'until'));
      if (until === null) return wrong('until', 'Choose a day.');
      const reason = sentText(sent, 'reason');
      const input = { listingId, version: sentVersion(sent), reason, until };
      return agendaOf(await visits.attempt(request, HoldListing, { input }));
    },
    flash: (sent, reference) => ({
      code: 'caseHeld',
      params: { reference, day: parseDay(sentText(sent, 'until')) ?? undefined },
    }),
    typed: { form: 'hold', names: ['until', 'reason'] },
  },
  include: {
    async send(visits, request, listingId, sent) {
      const input = seen(listingId, sent, BY_HAND.include);
      return agendaOf(await visits.attempt(request, IncludeListing, { input }));
    },
    flash: (_, reference) => ({ code: 'caseIncluded', params: { reference } }),
    typed: null,
  },
};

/** What was typed in a form that was refused. */
export function typedIn(name: string, listingId: string, sent: Sent): TypedInLine | null {
  const boxes = LINE_FORMS[name]?.typed;
  if (!boxes) return null;
  const values = Object.fromEntries(boxes.names.map((each) => [each, sentText(sent, each)]));
  return { listingId, form: boxes.form, values };
}

/** Where the boxes of a line stand on the page. */
export function placesOf(name: string, listingId: string): InputPlaces {
  return {
    position: { id: `place-${listingId}`, label: 'Place' },
    minutes: { id: `minutes-${listingId}`, label: 'Minutes' },
    until: { id: `until-${listingId}`, label: 'Hold until' },
    reason: { id: `${name === 'hold' ? 'reason' : 'why'}-${listingId}`, label: 'Reason' },
  };
}
