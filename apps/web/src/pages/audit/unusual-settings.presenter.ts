import type { ResultOf, VariablesOf } from '#api-client';
import type { PostForm, Table } from '../../components/parts.view.js';
import { type InputPlaces, type Sent, sentText, sentVersion } from '../../http/index.js';
import { longMomentText } from '../../layout/format.js';
import type { Problem } from '../../session/visits.js';
import type { ChangeUnusualTerms, UnusualSettingsPage } from './unusual-settings.graphql.js';

type Page = ResultOf<typeof UnusualSettingsPage>;
type Input = VariablesOf<typeof ChangeUnusualTerms>['input'];
type Name = keyof Input['terms'];

/** From when on a day looks unusual, and what was changed of it. */
export type UnusualSettingsView = {
  form: PostForm;
  fields: readonly { id: Name; label: string; hint: string; value: string }[];
  reason: string;
  /** Somebody changed it while the reader did; what the reader typed is kept. */
  isConflict: boolean;
  history: Table;
};

const FIELDS: readonly (readonly [name: Name, label: string, hint: string])[] = [
  ['cases', 'Different cases', '2 to 500'],
  ['outside', 'Cases of panels that are not their own', '1 to 100'],
  ['atNight', 'Acts on cases at night', '1 to 200'],
  ['atWeekend', 'Acts on cases on a Saturday or Sunday', '1 to 200'],
  ['nightFrom', 'Night begins at the hour', '12 to 23: 22 is 10pm'],
  ['nightUntil', 'Night ends at the hour', '0 to 11: 6 is 6am'],
];

/** Where the inputs of the form stand. */
export const TERMS_PLACES: InputPlaces = {
  reason: { id: 'reason', label: 'Why it changes' },
  ...Object.fromEntries(
    FIELDS.flatMap(([name, label]) => [name, `terms.${name}`].map((path) => [path, { id: name, label }])),
  ),
};

/** The change a form asks for, or what is wrong with what was typed. */
export function termsFrom(sent: Sent): { input: Input } | { problems: Problem[] } {
  const typed = FIELDS.map(([name]) => [name, sentText(sent, name).trim()] as const);
  const problems = typed
    .filter(([, text]) => !/^\d{1,4}$/.test(text))
    .map(([name]) => ({ field: name, text: 'Enter a whole number.' }));
  if (problems.length > 0) return { problems };
  const terms = Object.fromEntries(typed.map(([name, text]) => [name, Number(text)])) as Input['terms'];
  return { input: { version: sentVersion(sent), terms, reason: sentText(sent, 'reason') } };
}

/** The terms as they are, or as somebody just typed them. */
export function unusualSettingsView(
  { unusualTerms, unusualTermsHistory }: Page,
  refused: { sent: Sent; status: 409 | 422 } | null,
): UnusualSettingsView {
  return {
    form: { action: '/audit/unusual/settings', fields: { version: String(unusualTerms.version) } },
    fields: FIELDS.map(([id, label, hint]) => ({
      ...{ id, label, hint },
      value: refused ? sentText(refused.sent, id) : String(unusualTerms[id]),
    })),
    reason: refused ? sentText(refused.sent, 'reason') : '',
    isConflict: refused?.status === 409,
    history: {
      caption: 'What was changed',
      columns: ['When', 'What', 'From', 'To', 'Why', 'Who'].map((text) => ({ text })),
      rows: unusualTermsHistory.flatMap(({ changes, reason, changedAt, changedBy }) =>
        changes.map(({ field, oldValue, newValue }) =>
          [
            longMomentText(changedAt),
            FIELDS.find(([name]) => name === field)?.[1] ?? field,
            String(oldValue),
            String(newValue),
            reason,
            changedBy.name,
          ].map((text) => ({ text })),
        ),
      ),
      empty: 'Nothing has been changed. The usual numbers hold.',
    },
  };
}
