import type { ResultOf } from '#api-client';
import { type Day, londonDay } from '#kernel';
import type { Choice, Link, PostForm, RiskLevel } from '../../components/parts.view.js';
import { type InputPlaces, type Sent, sentText } from '../../http/index.js';
import { monthText, shortDay } from '../../layout/format.js';
import type { Me } from '../../session/frame.js';
import { RISK_LEVELS, STATE_WORDS, whoInShort } from '../cases/case.words.js';
import { choicesOf } from '../meetings/meeting.words.js';
import { stepTitle } from './my-referrals.presenter.js';
import type { SecondLooksPage } from './second-looks.graphql.js';
import { ruleInWords } from './triage.words.js';

type Data = ResultOf<typeof SecondLooksPage>;
type Look = Data['secondLooks'][number];

/** A form of one second look that was refused, with what was typed. */
export type RefusedLook = { id: string; sent: Sent };

/** One case to be looked at again, or that was. */
export type LookRow = {
  id: string;
  link: Link;
  who: string;
  risk: RiskLevel;
  drawnFrom: string;
  where: string;
  /** What was decided on it, and why. */
  decided: string | null;
  /** Who looked again and what they found; null: still to do. */
  found: string | null;
  /** Null: done, or the reader decided the case. */
  form: (PostForm & { outcomes: readonly Choice[]; words: string }) | null;
  isOwn: boolean;
};

/** Second looks: those to do, then those done lately. */
export type SecondLooksView = { rule: string; toDo: readonly LookRow[]; done: readonly LookRow[] };

/** What somebody may find who looks again. */
export const OUTCOME_WORDS = {
  AGREED: 'It was right',
  REOPENED: 'It goes back to be decided on',
} as const;

/** Where the inputs of the form of one look stand. */
export function lookPlaces(id: string): InputPlaces {
  return {
    outcome: { id: `outcome-${id}-1`, label: 'What you found' },
    words: { id: `words-${id}`, label: 'Why' },
  };
}

/** The second looks of the reader's panels. */
export function secondLooksView({ secondLooks }: Data, me: Me, refused: RefusedLook | null): SecondLooksView {
  const rows = secondLooks.map((look) => lookRow(look, me, refused));
  const [first] = secondLooks;
  return {
    rule: first ? `Rule: ${ruleInWords(first.rule)}. Source: ${first.rule.source}.` : '',
    toDo: rows.filter(({ found }) => found === null),
    done: rows.filter(({ found }) => found !== null),
  };
}

const DECISIONS = ['ACCEPTED', 'DECLINED', 'REDIRECTED'];

function lookRow(look: Look, me: Me, refused: RefusedLook | null): LookRow {
  const { case: found } = look;
  const decision = found.triageSteps.findLast(({ kind }) => DECISIONS.includes(kind));
  const isOwn = look.doneAt === null && decision?.by?.id === me.person.id;
  const sent = refused?.id === look.id ? refused.sent : {};
  return {
    id: look.id,
    link: { text: found.reference, href: `/referrals/${found.id}` },
    who: whoInShort(found),
    risk: RISK_LEVELS[found.riskLevel],
    drawnFrom: monthText(look.month as `${number}-${number}`),
    where: `${found.panel.name}, ${STATE_WORDS[found.state].toLowerCase()}, referred ${shortDay(found.referredOn)}`,
    decided: decision ? sentence(stepTitle(decision), decision.words) : null,
    found: look.doneAt ? foundInWords(look, londonDay(look.doneAt)) : null,
    form:
      look.doneAt !== null || isOwn
        ? null
        : {
            action: `/referrals/second-looks/${look.id}`,
            fields: { version: String(look.version) },
            outcomes: choicesOf(OUTCOME_WORDS, sentText(sent, 'outcome') || null),
            words: sentText(sent, 'words'),
          },
    isOwn,
  };
}

function sentence(lead: string, words: string): string {
  return words ? `${lead}: ${words}` : lead;
}

function foundInWords({ outcome, words, doneBy }: Look, on: Day): string {
  const lead = outcome ? OUTCOME_WORDS[outcome] : '';
  return `${sentence(lead, words ?? '')} (${doneBy?.name ?? 'somebody'}, ${shortDay(on)})`;
}
