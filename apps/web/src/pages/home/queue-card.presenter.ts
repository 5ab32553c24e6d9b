import type { ChartSeries } from '../../charts/index.js';
import type { Link, Table, Tag } from '../../components/parts.view.js';
import { plural } from '../../layout/format.js';
import { whoInShort } from '../cases/case.words.js';
import type { ChartCard } from '../outcomes/outcomes.view.js';
import { ruleInWords } from '../referrals/triage.words.js';
import type { RiskOfQueue } from './home.graphql.js';

/** A queue of one panel, or that it could not be read just now. */
export type QueueOfPanel = { panelId: string; panelName: string; risk: RiskOfQueue | null };

/** What waits at one panel: the most dangerous case that is on no agenda, and the shape of the backlog. */
export type QueueCard = {
  panelId: string;
  panelName: string;
  /** It could not be read just now. */
  failed: boolean;
  first: { link: Link; who: string; tag: Tag; why: string; waited: string } | null;
  /** Cases whose rank is still being worked out. */
  unranked: string | null;
  shape: ChartCard | null;
  rule: string;
};

/** The bands of the picture: three at most, so that it can be read. */
const SERIES: readonly (ChartSeries & { bands: readonly string[] })[] = [
  { label: 'Band A, must be heard', tone: 'worse', bands: ['A'] },
  { label: 'Band B, high', tone: 'better', bands: ['B'] },
  { label: 'Bands C and D', tone: 'same', bands: ['C', 'D'] },
];

const IN_TRIAGE = ['TRIAGE', 'RETURNED_FOR_INFORMATION'];

/** The queue of one panel as the first page shows it. */
export function queueCard({ panelId, panelName, risk }: QueueOfPanel): QueueCard {
  const card = { panelId, panelName, failed: risk === null };
  if (!risk) return { ...card, first: null, unranked: null, shape: null, rule: '' };
  return {
    ...card,
    first: firstOf(risk),
    unranked:
      risk.unranked > 0
        ? `${plural(risk.unranked, 'case')} more waited for a rank when this page was made. Open it again in a moment.`
        : null,
    shape: risk.waiting > 0 ? shapeOf(panelId, panelName, risk) : null,
    rule: `Rule: ${ruleInWords(risk.rule)}. Source: ${risk.rule.source}.`,
  };
}

function firstOf({ mostDangerous: found }: RiskOfQueue): QueueCard['first'] {
  if (!found) return null;
  const { band, bandReasons } = found.priority;
  const isReferral = IN_TRIAGE.includes(found.state);
  const days = found.daysWaiting ?? 0;
  return {
    link: {
      text: found.reference,
      href: isReferral ? `/referrals/${found.id}` : `/cases/${found.id}`,
    },
    who: whoInShort(found),
    tag: { text: `Band ${band}`, tone: band === 'A' ? 'red' : 'orange' },
    why: bandReasons.join('; ') || 'Ranks first of those that wait',
    waited: `Waiting ${days === 0 ? 'since today' : plural(days, 'day')}${isReferral ? ', not decided on yet' : ''}`,
  };
}

function findingOf({ waiting, overTarget, soonOverTarget, targetDays }: RiskOfQueue): string {
  if (overTarget > 0)
    return `${overTarget} of ${plural(waiting, 'case')} ${overTarget === 1 ? 'waits' : 'wait'} longer than the ${targetDays} days promised`;
  if (soonOverTarget > 0)
    return `${plural(soonOverTarget, 'case')} will soon have waited the ${targetDays} days promised`;
  return `Every case is within the ${targetDays} days promised`;
}

function daysInWords({ fromDays, toDays }: RiskOfQueue['ages'][number]): string {
  if (toDays === null) return `${fromDays} days or more`;
  return fromDays === toDays ? plural(fromDays, 'day') : `${fromDays} to ${toDays} days`;
}

function shapeOf(panelId: string, panelName: string, risk: RiskOfQueue): ChartCard {
  const count = (age: RiskOfQueue['ages'][number], bands: readonly string[]) =>
    age.byBand.filter(({ band }) => bands.includes(band)).reduce((sum, one) => sum + one.count, 0);
  const undecided =
    risk.inTriage > 0 ? ` ${plural(risk.inTriage, 'referral')} still to be decided on among them.` : '';
  return {
    finding: findingOf(risk),
    measure: `Everything on no agenda, by days waited and band.${undecided} The longest wait is ${plural(risk.longestWaitDays, 'day')}.`,
    name: `risk by age at ${panelName}`,
    legend: SERIES.map(({ label, tone }) => ({ label, tone })),
    chart: {
      kind: 'stackedBars',
      id: `queue-${panelId}`,
      title: `Cases on no agenda at ${panelName}, by days waited and band`,
      description: findingOf(risk),
      series: SERIES.map(({ label, tone }) => ({ label, tone })),
      rows: risk.ages.map((age) => ({
        label: daysInWords(age),
        values: SERIES.map(({ bands }) => count(age, bands)),
      })),
    },
    table: tableOf(panelName, risk),
  };
}

function tableOf(panelName: string, { ages, byBand }: RiskOfQueue): Table {
  const number = (value: number) => ({ text: String(value), numeric: true });
  return {
    caption: `Risk by age at ${panelName}`,
    columns: [
      { text: 'Waiting' },
      ...byBand.map(({ band }) => ({ text: `Band ${band}`, numeric: true })),
      { text: 'All', numeric: true },
    ],
    rows: ages.map((age) => [
      { text: daysInWords(age) },
      ...age.byBand.map(({ count }) => number(count)),
      number(age.count),
    ]),
    empty: '',
  };
}

/** What has to be looked at before a promise is broken, one sentence for each panel. */
export function queueWarnings(queues: readonly QueueOfPanel[]): {
  lead: string;
  text: string;
  link: Link;
}[] {
  return queues.flatMap(({ panelId, panelName, risk }) => {
    if (!risk || risk.soonOverTarget === 0) return [];
    const { soonOverTarget: count, targetDays } = risk;
    const text = `${plural(count, 'case')} on no agenda will soon have waited the ${targetDays} days that the panel promises.`;
    return [{ lead: `${panelName}:`, text, link: { text: 'See the queue', href: `#queue-of-${panelId}` } }];
  });
}
