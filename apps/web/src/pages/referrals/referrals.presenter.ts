import type { ResultOf, VariablesOf } from '#api-client';
import type { CountTile, PostForm, Tag } from '../../components/parts.view.js';
import { address, type Sent, sentOneOf, sentText } from '../../http/index.js';
import { plural } from '../../layout/format.js';
import type { Me } from '../../session/frame.js';
import { RISK_LEVELS, whoInShort } from '../cases/case.words.js';
import type { ListedReferral, QueuePage, TransferUnderWay } from './referrals.graphql.js';
import type { QueueRow, QueueView, TransferRow } from './referrals.view.js';
import { clockTag, ruleInWords, URGENCY_WORDS, urgencyTag } from './triage.words.js';

type Data = ResultOf<typeof QueuePage>;
type Count = Data['referralCounts'][number];

const SHOWS = {
  late: { text: 'Late', asks: { colour: 'MISSED' } },
  red: { text: 'About to be late', asks: { colour: 'RED' } },
  returned: { text: 'Returned for information', asks: { isReturned: true } },
  appeals: { text: 'Appeals', asks: { isAppeal: true } },
} as const;

type Show = keyof typeof SHOWS;

const SHOW_NAMES = Object.keys(SHOWS) as Show[];
const URGENCY_NAMES = ['urgent', 'high', 'standard'] as const;

const FITS: Readonly<Record<Show, (count: Count) => boolean>> = {
  late: ({ colour }) => colour === 'MISSED',
  red: ({ colour }) => colour === 'RED',
  returned: ({ isReturned }) => isReturned,
  appeals: ({ isAppeal }) => isAppeal,
};

function narrowedTo(sent: Sent) {
  return {
    panel: sentText(sent, 'panel') || null,
    show: sentOneOf(sent, 'show', SHOW_NAMES),
    urgency: sentOneOf(sent, 'urgency', URGENCY_NAMES),
  };
}

/** What the queue is narrowed to, as its address says. */
export function queueAsked(sent: Sent): VariablesOf<typeof QueuePage> {
  const { panel, show, urgency } = narrowedTo(sent);
  return {
    after: sentText(sent, 'after') || null,
    panelId: panel,
    urgency: urgency ? (urgency.toUpperCase() as Uppercase<typeof urgency>) : null,
    ...(show && SHOWS[show].asks),
  };
}

/** Who reads the queue, with the panels they run. */
type Reader = { me: Me; panels: readonly { id: string; name: string }[] };

/** The triage queue, late referrals first. */
export function queueView(data: Data, { me, panels }: Reader, sent: Sent): QueueView {
  const { referrals, transfersUnderWay } = data;
  const query = narrowedTo(sent);
  const after = referrals.pageInfo.hasNextPage ? referrals.pageInfo.endCursor : null;
  const rows = referrals.edges.map(({ node }) => queueRow(node));
  const filtered = Object.values(query).some((value) => value !== null);
  const panelIds = panels.map(({ id }) => id);
  return {
    links: linksOf(me, query.panel),
    attention: unreadMessages(data.mailboxMessages.totalCount),
    tiles: tilesOf(data, query),
    filter: filterOf(data, panels, query),
    filtered,
    transfers: query.show || query.urgency ? [] : transferRows(transfersUnderWay, panelIds),
    rows,
    sources: [...new Set(rows.map(({ urgency }) => `${urgency.rule}. Source: ${urgency.source}.`))],
    more: {
      shown: referrals.edges.length,
      total: referrals.totalCount,
      nextHref: after ? address('/referrals', { ...query, after }) : null,
    },
    empty: filtered
      ? { heading: 'No referrals match', text: 'Remove a filter.' }
      : { heading: 'No referrals wait', text: 'Every referral to your panels has been decided on.' },
  };
}

function unreadMessages(count: number): QueueView['attention'] {
  if (count === 0) return [];
  const link = { text: 'See what to do', href: '/referrals/mailbox' };
  return [
    {
      lead: `${plural(count, 'message')} could not be read.`,
      text: 'A referral may wait there unseen.',
      link,
    },
  ];
}

function linksOf(me: Me, panelId: string | null) {
  const links = [
    { text: 'Refer a case', href: '/referrals/new' },
    { text: 'Second looks', href: '/referrals/second-looks' },
  ];
  if (me.permissions.includes('panel:change'))
    links.push({ text: 'Clocks and thresholds', href: address('/referrals/settings', { panel: panelId }) });
  return links;
}

type Query = ReturnType<typeof narrowedTo>;

function sum(counts: readonly Count[], fits: (count: Count) => boolean): number {
  return counts.filter(fits).reduce((all, { count }) => all + count, 0);
}

function tilesOf({ referralCounts, secondLooks }: Data, { panel, show, urgency }: Query): CountTile[] {
  const tile = (to: Show, text: string, tone: CountTile['tone']): CountTile => ({
    count: sum(referralCounts, FITS[to]),
    text,
    href: address('/referrals', { panel, show: show === to ? null : to }),
    tone,
    selected: show === to,
  });
  const isUrgent = urgency === 'urgent';
  return [
    tile('late', 'late', 'red'),
    {
      count: sum(referralCounts, (count) => count.urgency === 'URGENT'),
      text: 'urgent',
      href: address('/referrals', { panel, urgency: isUrgent ? null : 'urgent' }),
      tone: 'orange',
      selected: isUrgent,
    },
    tile('returned', 'returned for information', 'blue'),
    tile('appeals', 'appeals', 'blue'),
    {
      count: secondLooks.filter(({ doneAt }) => doneAt === null).length,
      text: 'second looks to do',
      href: address('/referrals/second-looks', { panel }),
      tone: 'grey',
      selected: false,
    },
  ];
}

function filterOf(
  data: Data,
  panels: Reader['panels'],
  { panel, show, urgency }: Query,
): QueueView['filter'] {
  const counts = data.referralCounts;
  const all = sum(counts, () => true);
  const choice = (value: string, text: string, chosen: string | null, count: number | null = null) => ({
    value,
    text: count === null ? text : `${text} (${count})`,
    selected: value === (chosen ?? ''),
  });
  return {
    action: '/referrals',
    clearHref: '/referrals',
    search: null,
    selects: [
      {
        name: 'show',
        label: 'Show',
        choices: [
          choice('', 'Everything', show, all),
          ...SHOW_NAMES.map((name) => choice(name, SHOWS[name].text, show, sum(counts, FITS[name]))),
        ],
      },
      {
        name: 'urgency',
        label: 'How urgent',
        choices: [
          choice('', 'Any', urgency, all),
          ...URGENCY_NAMES.map((name) => {
            const code = name.toUpperCase() as Count['urgency'];
            return choice(
              name,
              URGENCY_WORDS[code],
              urgency,
              sum(counts, (one) => one.urgency === code),
            );
          }),
        ],
      },
      {
        name: 'panel',
        label: 'Panel',
        choices: [
          choice('', 'All my panels', panel),
          ...panels.map(({ id, name }) => choice(id, name, panel)),
        ],
      },
    ],
    groups: [],
  };
}

/** A referral as a row of the queue. */
export function queueRow(found: ListedReferral): QueueRow {
  const triage = found.triage;
  return {
    reference: found.reference,
    href: `/referrals/${found.id}`,
    who: whoInShort(found),
    clock: triage?.clock ? clockTag(triage.clock) : { text: 'Decided', tone: 'grey' },
    tags: triage ? [urgencyTag(triage.urgency), ...markTags(found)] : [],
    risk: RISK_LEVELS[found.riskLevel],
    waited: triage?.waited ?? '',
    referredBy: found.referringAgency.name,
    panelName: found.panel.name,
    urgency: urgencyInWords(triage),
  };
}

/** What sets a referral apart beside its urgency. */
export function markTags({ state, triage }: Pick<ListedReferral, 'state' | 'triage'>): Tag[] {
  const tags: Tag[] = [];
  if (state === 'RETURNED_FOR_INFORMATION') tags.push({ text: 'Returned for information', tone: 'blue' });
  if (triage?.clock && triage.appealedAt) tags.push({ text: 'Appeal', tone: 'purple' });
  return tags;
}

/** Why a referral is as urgent as it is, and the rule that says so. */
export function urgencyInWords(triage: ListedReferral['triage']): QueueRow['urgency'] {
  if (!triage) return { lead: '', reasons: '', rule: '', source: '' };
  const { urgency, ruleUrgency, ruleReasons, isRaised, urgencyRule } = triage;
  const raised = `Raised by a person. The rule says ${URGENCY_WORDS[ruleUrgency].toLowerCase()}:`;
  return {
    lead: isRaised ? raised : `${URGENCY_WORDS[urgency]}:`,
    reasons: ruleReasons.join('; '),
    rule: `Rule: ${ruleInWords(urgencyRule)}`,
    source: urgencyRule.source,
  };
}

/** Cases on their way between panels, with what the reader's panels may say to it. */
export function transferRows(list: readonly TransferUnderWay[], panelIds: readonly string[]): TransferRow[] {
  return list.map((one) => {
    const form = (verb: string): PostForm => ({
      action: `/referrals/transfers/${one.id}/${verb}`,
      fields: { version: String(one.version) },
    });
    const isComing = panelIds.includes(one.toPanel.id);
    const isGoing = panelIds.includes(one.fromPanel.id);
    return {
      id: one.id,
      heading: `From ${one.fromPanel.name} to ${one.toPanel.name}`,
      reason: one.reason,
      askedAt: one.askedAt,
      caseLink: one.case ? { text: `Case ${one.case.reference}`, href: `/referrals/${one.case.id}` } : null,
      acknowledge: isComing ? form('acknowledge') : null,
      takeBack: isGoing ? form('take-back') : null,
    };
  });
}
