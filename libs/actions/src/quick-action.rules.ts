import { ok, refused, type BankHolidays, type Day, type Result, type TextRefusal } from '#kernel';
import { actionText } from './agreeing.rules.js';
import { readDueWords, type DueWordsRefusal } from './due-words.rules.js';

/** An agency as far as one line can name it: by name, by kind (`adult_social_care`), or by a short name. */
export type NameableAgency = { id: string; name: string; kind: string; aliases?: readonly string[] };

/** An action read from one line. `dueOn` null means that no day was given: the default of the priority applies. */
export type QuickAction = { agencyId: string; text: string; dueOn: Day | null };

/** Why a line is not an action. */
export type QuickActionRefusal =
  TextRefusal | DueWordsRefusal | 'AGENCY_NEEDED' | 'AGENCY_UNKNOWN' | 'AGENCY_NOT_CLEAR' | 'LINE_TOO_LONG';

const LONGEST_LINE = 700;
const EXAMPLE = '@probation check licence conditions by next panel';

/**
 * One line typed in a meeting, read as an action: `@agency what to do by when`. The agency may be a word of its name,
 * its kind, its initials or a short name, as long as only one agency fits. "By when" stands at the end and may be a
 * weekday, a date, "next panel", "tomorrow", or a number of days, weeks or working days; other words after "by" are
 * part of the text. Whether the day is allowed is for `agreeing` to say.
 */
export function parseQuickAction(
  line: string,
  context: {
    agencies: readonly NameableAgency[];
    today: Day;
    nextMeetingOn: Day | null;
    holidays: BankHolidays;
  },
): Result<QuickAction, QuickActionRefusal> {
  if (line.length > LONGEST_LINE)
    return refused('LINE_TOO_LONG', `Use ${LONGEST_LINE} characters or fewer.`, 'line');
  const tag = /(?:^|\s)@(?=\S)/.exec(line);
  if (!tag) return refused('AGENCY_NEEDED', `Say which agency will do it, for example: ${EXAMPLE}`, 'line');
  const before = line.slice(0, tag.index);
  const agency = readAgency(line.slice(tag.index + tag[0].length), context.agencies);
  if (!agency.ok) return agency;
  const due = readDueWords(`${before} ${agency.value.rest}`.trim(), context);
  if (!due.ok) return due;
  const text = actionText(sentence(due.value.text));
  if (!text.ok) return refused(text.refusal.code, text.refusal.message, 'line');
  return ok({ agencyId: agency.value.agencyId, text: text.value, dueOn: due.value.dueOn });
}

function sentence(text: string): string {
  const tidy = text.replace(/ {2,}/g, ' ').trim();
  const [first = ''] = tidy;
  return first.toLocaleUpperCase('en-GB') + tidy.slice(first.length);
}

type AgencyRead = { agencyId: string; rest: string };

/** The agency named at the start of `words`: the longest full name that fits, else the first word as a short name. */
function readAgency(
  words: string,
  agencies: readonly NameableAgency[],
): Result<AgencyRead, 'AGENCY_UNKNOWN' | 'AGENCY_NOT_CLEAR'> {
  const spelled = plain(words);
  let best: { ids: Set<string>; length: number } = { ids: new Set(), length: 0 };
  for (const agency of agencies) {
    for (const name of fullNames(agency)) {
      if (name.length < best.length || !startsWithWords(spelled, name)) continue;
      if (name.length > best.length) best = { ids: new Set(), length: name.length };
      best.ids.add(agency.id);
    }
  }
  const first = /^[^\s,:;]+/.exec(words)?.[0] ?? '';
  const ids = best.length > 0 ? best.ids : shortNameOwners(plain(first), agencies);
  const rest = words.slice(best.length > 0 ? best.length : first.length).replace(/^[\s,:;]+/, '');
  return onlyOne([...ids], rest, agencies);
}

function onlyOne(
  ids: string[],
  rest: string,
  agencies: readonly NameableAgency[],
): Result<AgencyRead, 'AGENCY_UNKNOWN' | 'AGENCY_NOT_CLEAR'> {
  const [agencyId, ...others] = ids;
  if (agencyId === undefined) {
    return refused(
      'AGENCY_UNKNOWN',
      'No agency of this panel has that name. Use a word from its name.',
      'line',
    );
  }
  if (others.length === 0) return ok({ agencyId, rest });
  const names = agencies.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  const message = `More than one agency fits: ${names.slice(0, 5).join(', ')}. Use more of the name.`;
  return refused('AGENCY_NOT_CLEAR', message, 'line');
}

/** Letters in lower case and every separator a space, one for one, so that positions stay those of the line. */
function plain(text: string): string {
  return text
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replace(/[_\-\s]/g, ' ')
    .replace(/’/g, "'");
}

function startsWithWords(text: string, name: string): boolean {
  return text.startsWith(name) && !/^[\p{L}\p{N}]/u.test(text.slice(name.length));
}

function fullNames(agency: NameableAgency): string[] {
  return [agency.name, agency.kind, ...(agency.aliases ?? [])]
    .map((name) => plain(name).trim())
    .filter((name) => name !== '');
}

/** Agencies that a single word may mean: by initials, by a word of the name or kind, or by how such a word starts. */
function shortNameOwners(word: string, agencies: readonly NameableAgency[]): Set<string> {
  const tests = [
    (agency: NameableAgency) => fullNames(agency).some((name) => initials(name) === word),
    (agency: NameableAgency) => wordsOf(agency).includes(word),
    (agency: NameableAgency) => word.length >= 3 && wordsOf(agency).some((own) => own.startsWith(word)),
  ];
  for (const fits of word === '' ? [] : tests) {
    const found = agencies.filter(fits);
    if (found.length > 0) return new Set(found.map(({ id }) => id));
  }
  return new Set();
}

function wordsOf(agency: NameableAgency): string[] {
  return fullNames(agency)
    .flatMap((name) => name.split(' '))
    .flatMap((word) => [word, word.replace(/'s?$/, ''), word.replace(/'/g, '')]);
}

function initials(name: string): string {
  const words = name.split(' ').filter((word) => word !== '' && word !== 'and' && word !== 'of');
  return words.length < 2 ? '' : words.map((word) => word.charAt(0)).join('');
}
