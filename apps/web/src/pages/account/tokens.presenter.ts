import type { ResultOf } from '#api-client';
import { type InputPlaces, sentChoices, sentText, type Sent } from '../../http/index.js';
import { momentText } from '../../layout/format.js';
import type { TokenDetails } from './tokens.graphql.js';
import type { NewTokenView, TokensView } from './tokens.view.js';

type Details = ResultOf<typeof TokenDetails>;
type Scope = Details['scopes'][number];

/** What a token can be made for, in words. */
const SCOPE_WORDS: Readonly<Record<Scope, { text: string; hint: string }>> = {
  READ: { text: 'Reading', hint: 'Look at everything, change nothing' },
  REFERRALS: { text: 'Referrals', hint: 'Read cases, refer and flag them' },
  CASES: { text: 'Case records', hint: 'Read cases and add incidents, assessments and outcomes' },
  MEETINGS: { text: 'Meetings', hint: 'Agendas, attendance, discussions and agreeing actions' },
  ACTIONS: { text: 'Actions', hint: 'Read actions and say how they are going' },
  REMINDERS: { text: 'Reminders', hint: 'Read actions and what was sent about them' },
  FIGURES: { text: 'Figures', hint: 'Read counts and outcomes, no cases' },
  DIRECTORY: { text: 'Directory', hint: 'Add agencies, people and panels; suspend people' },
};

const DAYS: readonly { days: number; text: string }[] = [
  { days: 30, text: '30 days' },
  { days: 90, text: '90 days' },
  { days: 180, text: '180 days' },
  { days: 365, text: '365 days' },
];

const USUAL_DAYS = 90;

/** Where the inputs of the form for a new token stand. */
export const TOKEN_PLACES: InputPlaces = {
  name: { id: 'token-name', label: 'What it is for' },
  scopes: { id: 'token-scopes-1', label: 'What it may do' },
  days: { id: 'token-days', label: 'How long' },
};

/** What was typed and ticked for a new token. */
export function sentToken(sent: Sent): { name: string; scopes: Scope[]; days: number } {
  const all = Object.keys(SCOPE_WORDS) as Scope[];
  const ticked = sentChoices(sent, 'scopes');
  const days = Number(sentText(sent, 'days'));
  return {
    name: sentText(sent, 'name'),
    scopes: all.filter((scope) => ticked.includes(scope)),
    days: Number.isInteger(days) ? days : USUAL_DAYS,
  };
}

/** The tokens and the form for a new one. `at`: where the forms go. `refused`: what was sent in a form that was refused. */
export function tokensView(
  tokens: readonly Details[],
  scopesToGive: readonly Scope[],
  at: string,
  refused: Sent | null,
): TokensView {
  const sent = refused ? sentToken(refused) : { name: '', scopes: [], days: USUAL_DAYS };
  return {
    tokens: tokens.map(({ id, name, scopes, lastUsedAt, expiresAt }) => ({
      name,
      may: scopes.map((scope) => SCOPE_WORDS[scope].text).join(', '),
      used: lastUsedAt ? `Last used ${momentText(lastUsedAt)}` : 'Not used yet',
      ends: `Ends ${momentText(expiresAt)}`,
      revoke: { action: `${at}/${id}/revoke`, fields: {} },
    })),
    make:
      scopesToGive.length === 0
        ? null
        : {
            form: { action: at, fields: {} },
            open: refused !== null,
            name: sent.name,
            scopes: scopesToGive.map((scope) => ({
              ...{ value: scope, ...SCOPE_WORDS[scope] },
              selected: sent.scopes.includes(scope),
            })),
            days: DAYS.map(({ days, text }) => ({
              ...{ value: String(days), text },
              selected: days === sent.days,
            })),
          },
  };
}

/** A token just made, shown this once. */
export function newTokenView(token: string, name: string, back: string): NewTokenView {
  return {
    heading: 'Copy the token now',
    token,
    back: { text: 'I have copied it', href: back, context: `and put it where ${name} needs it` },
  };
}
