import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { In } from 'typeorm';
import { type PersonActor, systemActor } from '#access';
import type { Agency } from '#agencies';
import { AuditEntry } from '#audit';
import { type Day, type FixedClock, NotFound, NotPermitted } from '#kernel';
import { LookupKeyRow, PersonLink } from '#links';
import { Panel, Panels, PanelSettingChange, USUAL_LINK_SETTINGS } from '#panels';
import type { Database } from '#platform';
import { anAgency, anAudit, aPanel, aPerson } from '#testkit';
import { CaseFile } from '../case-file.entity.js';
import { CaseFlag } from '../case-flag.entity.js';
import { CasePerson } from '../case-person.entity.js';
import { LinkSettingsOfPanels } from './link-settings.service.js';
import { actorOf, linkServices, refer, referralOf } from './case-links.fixture.js';

const day = (text: string) => text as Day;
const SYSTEM = systemActor('spec');
let count = 0;

/** People nobody else in these scenarios is named like. */
function strangers() {
  count += 1;
  const word = [...String(count)].map((digit) => 'bdfgklmnpr'[Number(digit)]).join('o');
  return {
    victim: {
      firstName: `Vi${word}`,
      lastName: `Tim${word}ham`,
      bornOn: day(`19${60 + (count % 30)}-02-03`),
    },
    suspect: {
      firstName: `Sus${word}`,
      lastName: `Pect${word}ley`,
      bornOn: day(`19${55 + (count % 40)}-08-19`),
    },
  };
}

/** What linking promises, told on the database that is given: the same on SQLite and PostgreSQL. */
export function linkScenarios(given: () => { db: Database; clock: FixedClock }): void {
  const world = async () => {
    const { db, clock } = given();
    const services = linkServices(db, clock);
    const police = await anAgency(db, clock);
    const north = await aPanel(db, clock, [police]);
    const south = await aPanel(db, clock, [police]);
    const person = await aPerson(db, clock, police, 'chair');
    const chair = (...panels: Panel[]): PersonActor => actorOf('chair', person.id, police, panels);
    const member = (agency: Agency = police) => actorOf('agency_member', person.id, agency, []);
    const facts = async (caseId: string) => (await services.cases.rankableByIds([caseId]))[0]!;
    const flags = async (caseId: string) =>
      (await db.reading.findBy(CaseFlag, { caseId })).map(({ rule }) => rule).sort();
    const keys = async (caseId: string) =>
      (await db.reading.find(CasePerson, { where: { caseId }, order: { role: 'DESC', id: 'ASC' } })).map(
        ({ identityKey }) => identityKey,
      );
    return { db, clock, ...services, police, north, south, chair, member, facts, flags, keys };
  };

  it('connects a new report to the same people on entry, says why, and flags the repeat', async () => {
    const { referrals, links, chair, north, police, facts, flags } = await world();
    const { victim, suspect } = strangers();
    const first = await refer(
      referrals,
      referralOf(north, police, { ...victim, phone: '07700 900195' }, suspect, {
        referredOn: day('2026-02-01'),
      }),
    );
    const swapped = {
      ...victim,
      bornOn: day(`${victim.bornOn.slice(0, 4)}-03-02`),
      phone: '+44 7700 900195',
    };
    const again = await refer(referrals, referralOf(north, police, swapped, suspect));
    const found = await links.ofCase(chair(north), again.id);
    expect(
      found.links.map(({ link, own, otherCase }) => [own.role, link.result, otherCase.reference]),
    ).toEqual([
      ['victim', 'same', first.reference],
      ['suspect', 'same', first.reference],
    ]);
    expect(found.links[0]!.link.signs).toEqual(['name_same', 'born_day_and_month_swapped', 'phone_same']);
    expect((await facts(again.id)).facts).toMatchObject({ isRepeat: 'yes', isSerialSuspect: 'no' });
    expect(await flags(again.id)).toEqual(['repeat']);
    expect(found.notices).toEqual([]);
  });

  it('never merges the merely likely: it leaves the facts unknown until somebody decides', async () => {
    const { referrals, links, chair, north, police, facts, flags } = await world();
    const { victim, suspect } = strangers();
    await refer(referrals, referralOf(north, police, victim, suspect, { referredOn: day('2026-06-01') }));
    const slip = { ...victim, bornOn: day(`${victim.bornOn.slice(0, 4)}-03-02`) };
    const again = await refer(referrals, referralOf(north, police, slip, suspect));
    expect((await facts(again.id)).facts).toMatchObject({ isRepeat: 'unknown' });
    const [open] = (await links.ofCase(chair(north), again.id)).links.filter(
      ({ own }) => own.role === 'victim',
    );
    expect(open!.link.result).toBe('likely');
    const before = (await facts(again.id)).revision;
    const done = await links.decide(chair(north), open!.link.id, 'confirm', {
      reason: 'Checked',
      version: 1,
    });
    expect(done.ok).toBe(true);
    expect((await facts(again.id)).facts).toMatchObject({ isRepeat: 'yes' });
    expect((await facts(again.id)).revision).toBeGreaterThan(before);
    expect(await flags(again.id)).toEqual(['repeat']);
  });

  it('remembers a rejection, unless there is new evidence', async () => {
    const { db, referrals, linking, links, chair, north, police, facts } = await world();
    const { victim, suspect } = strangers();
    const first = await refer(referrals, referralOf(north, police, victim, suspect));
    const second = await refer(
      referrals,
      referralOf(north, police, strangers().victim, suspect, { handling: 'standard' }),
    );
    expect((await facts(first.id)).facts.isSerialSuspect).toBe('yes');
    const [open] = (await links.ofCase(chair(north), second.id)).links;
    const link = open!.link;
    expect(
      await links.decide(chair(north), link.id, 'reject', { reason: 'Twins', version: 0 }),
    ).toMatchObject({
      refusal: { code: 'CHANGED_SINCE_YOU_LOOKED' },
    });
    await links.decide(chair(north), link.id, 'reject', { reason: 'Two brothers', version: 1 });
    expect((await facts(first.id)).facts.isSerialSuspect).toBe('no');
    await db.transaction(() => linking.enter(second));
    expect((await db.reading.findOneByOrFail(PersonLink, { id: link.id })).state).toBe('rejected');
    for (const { caseId, id } of [open!.own, open!.other])
      await db.transaction(() => db.writing.update(CasePerson, { id, caseId }, { phone: '07700 900888' }));
    await db.transaction(() => linking.enter(first));
    await db.transaction(() => linking.enter(second));
    const [back] = (await links.ofCase(chair(north), second.id)).links;
    expect(back).toMatchObject({
      link: { state: 'suggested' },
      decisions: [
        { toState: 'suggested', decidedById: null },
        { toState: 'rejected', reason: 'Two brothers' },
      ],
    });
    expect((await facts(first.id)).facts.isSerialSuspect).toBe('yes');
  });

  it('gives back exactly what was there when a merger is undone', async () => {
    const { db, referrals, links, chair, north, police, keys, facts, personLinks } = await world();
    const [a, b] = [strangers(), strangers()];
    const first = await refer(referrals, referralOf(north, police, a.victim, a.suspect));
    const second = await refer(referrals, referralOf(north, police, a.victim, b.suspect));
    const third = await refer(referrals, referralOf(north, police, b.victim, b.suspect));
    const all = [first, second, third];
    const before = await Promise.all(all.map(({ id }) => keys(id)));
    const factsBefore = await Promise.all(all.map(async ({ id }) => (await facts(id)).facts));
    const people = await db.reading.find(CasePerson, { where: { role: 'suspect' }, order: { id: 'ASC' } });
    const rows = people.filter(({ caseId }) => all.some(({ id }) => id === caseId));
    const of = (caseId: string) => rows.find((person) => person.caseId === caseId)!.id;
    const merged = await links.merge(chair(north), {
      personId: of(first.id),
      otherPersonId: of(third.id),
      reason: 'Fingerprints',
    });
    if (!merged.ok) throw new Error(merged.refusal.message);
    expect((await keys(first.id))[1]).toBe((await keys(second.id))[1]);
    expect((await facts(third.id)).facts.isSerialSuspect).toBe('yes');
    const undone = await links.decide(chair(north), merged.value.id, 'undo', {
      reason: 'Wrong sheet',
      version: merged.value.version,
    });
    expect(undone.ok).toBe(true);
    expect(await Promise.all(all.map(({ id }) => keys(id)))).toEqual(before);
    expect(await Promise.all(all.map(async ({ id }) => (await facts(id)).facts))).toEqual(factsBefore);
    expect(await db.reading.findBy(CasePerson, { id: of(first.id) })).toEqual(
      rows.filter(({ id }) => id === of(first.id)),
    );
    expect(await personLinks.decisionsOf([merged.value.id])).toMatchObject([
      { toState: 'suggested', reason: 'Wrong sheet' },
      { toState: 'confirmed', reason: 'Fingerprints' },
    ]);
  });

  it('gives every record back, whatever was merged, rejected and taken back in whatever order', async () => {
    const { db, referrals, links, chair, north, police, personLinks } = await world();
    const four = [strangers(), strangers(), strangers(), strangers()];
    const cases = [];
    for (const { victim, suspect } of four)
      cases.push(await refer(referrals, referralOf(north, police, victim, suspect)));
    cases.push(await refer(referrals, referralOf(north, police, strangers().victim, four[0]!.suspect)));
    const ids = cases.map(({ id }) => id);
    const everything = async () => ({
      people: await db.reading.find(CasePerson, { where: { caseId: In(ids) }, order: { id: 'ASC' } }),
      keys: await db.reading.find(LookupKeyRow, { order: { mentionId: 'ASC', hash: 'ASC' } }),
      facts: await Promise.all(ids.map(async (id) => (await factsOf(id)).facts)),
    });
    const { cases: reader } = linkServices(db, given().clock);
    const factsOf = async (id: string) => (await reader.rankableByIds([id]))[0]!;
    const before = await everything();
    const people = before.people.map(({ id }) => id);
    const anybody = fc.nat({ max: people.length - 1 });
    const step = fc.record({
      one: anybody,
      other: anybody,
      verb: fc.constantFrom('merge', 'reject', 'undo'),
    });
    const reason = 'As the papers say';
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        for (const { one, other, verb } of steps) {
          const [personId, otherPersonId] = [people[one]!, people[other]!];
          if (one === other) continue;
          const found = (await personLinks.of([personId])).find(
            (link) => link.oneId === otherPersonId || link.otherId === otherPersonId,
          );
          const { caseId } = before.people[one]!;
          if (caseId === before.people[other]!.caseId) continue;
          if (verb === 'merge') await links.merge(chair(north), { personId, otherPersonId, reason });
          else if (found)
            await links.decide(chair(north), found.id, verb, { reason, version: found.version });
        }
        const decided = (await personLinks.of(people)).filter(({ state }) => state !== 'suggested');
        for (const { id, version } of decided) {
          const undone = await links.decide(chair(north), id, 'undo', { reason, version });
          expect(undone.ok).toBe(true);
        }
        expect(await everything()).toEqual(before);
      }),
      { numRuns: 12 },
    );
  });

  it('counts a repeat by the windows of the panel, and a change of them ranks its cases anew', async () => {
    const { db, clock, referrals, chair, north, police, facts, flags } = await world();
    const { victim, suspect } = strangers();
    const settings = new LinkSettingsOfPanels(db, new Panels(db, clock, anAudit(db, clock)));
    await refer(referrals, referralOf(north, police, victim, suspect, { referredOn: day('2025-08-01') }));
    const again = await refer(referrals, referralOf(north, police, victim, suspect));
    expect(await facts(again.id)).toMatchObject({
      facts: { isRepeat: 'no', earlierPanelOutsideWindow: 'yes' },
    });
    const { version } = (await db.reading.findOneBy(Panel, { id: north.id }))!;
    const { revision } = await facts(again.id);
    const wider = { settings: { ...USUAL_LINK_SETTINGS, repeatMonths: 18 }, reason: 'Agreed by the board' };
    const changed = await settings.change(chair(north), north.id, version, wider);
    expect(changed).toMatchObject({ ok: true, value: { linkSettings: { repeatMonths: 18 } } });
    const now = await facts(again.id);
    expect(now.facts).toMatchObject({ isRepeat: 'yes', earlierPanelOutsideWindow: 'no' });
    expect(now.revision).toBeGreaterThan(revision);
    expect(await settings.change(chair(north), north.id, version, wider)).toMatchObject({
      refusal: { code: 'CHANGED_SINCE_YOU_LOOKED' },
    });
    expect(await db.reading.findBy(PanelSettingChange, { panelId: north.id })).toMatchObject([
      { field: 'repeatMonths', oldValue: '12', newValue: '18', reason: 'Agreed by the board' },
    ]);
    const third = await refer(
      referrals,
      referralOf(north, police, victim, suspect, { referredOn: day('2026-11-22') }),
    );
    expect(await flags(third.id)).toEqual(['repeat']);
  });

  it('flags no case that nobody works on: it is shown there', async () => {
    const { db, referrals, north, police, flags } = await world();
    const { victim, suspect } = strangers();
    const declined = await refer(referrals, referralOf(north, police, victim, suspect));
    await db.transaction(() => db.writing.update(CaseFile, { id: declined.id }, { state: 'declined' }));
    const next = await refer(referrals, referralOf(north, police, strangers().victim, suspect));
    expect(await flags(next.id)).toEqual(['serial-suspect']);
    expect(await flags(declined.id)).toEqual([]);
  });

  it('shows nothing of a case that somebody may not know of, and decides nothing about it', async () => {
    const { db, clock, referrals, links, chair, member, north, south, police } = await world();
    const { victim, suspect } = strangers();
    const housing = await anAgency(db, clock);
    const seen = await refer(referrals, referralOf(north, housing, strangers().victim, suspect));
    const hidden = await refer(referrals, referralOf(south, police, victim, suspect));
    const asMember = await links.ofCase(member(housing), seen.id);
    expect(asMember).toMatchObject({ links: [], shared: [], through: [], notices: [] });
    const asChair = await links.ofCase(chair(north), seen.id);
    expect(asChair).toMatchObject({ links: [], shared: [], through: [] });
    expect(asChair.notices).toEqual([{ personId: asChair.people[1]!.id }]);
    expect(JSON.stringify(asChair)).not.toContain(hidden.id);
    expect((await links.ofCase(chair(south), hidden.id)).notices).toHaveLength(1);
    const both = await links.ofCase(chair(north, south), seen.id);
    const { id } = both.links[0]!.link;
    const given = { reason: 'Known to us', version: 1 };
    await expect(links.decide(chair(north), id, 'confirm', given)).rejects.toThrow(NotFound);
    await expect(links.decide(member(housing), id, 'confirm', given)).rejects.toThrow(NotFound);
    await expect(links.ofCase(member(housing), hidden.id)).rejects.toThrow(NotFound);
    expect((await links.decide(chair(north, south), id, 'confirm', given)).ok).toBe(true);
    const entries = await db.reading.findBy(AuditEntry, { subjectId: id, what: 'link:confirm' });
    expect(entries.map(({ caseId }) => caseId).sort()).toEqual([seen.id, hidden.id].sort());
  });

  it('lets nobody decide who runs neither panel, and says nothing of a case that is closely kept', async () => {
    const { referrals, links, chair, member, north, south, police, flags } = await world();
    const { suspect } = strangers();
    const one = await refer(referrals, referralOf(north, police, strangers().victim, suspect));
    const other = await refer(
      referrals,
      referralOf(south, police, strangers().victim, suspect, { handling: 'highly_restricted' }),
    );
    const { link } = (await links.ofCase(member(), one.id)).links[0]!;
    const given = { reason: 'Known to us', version: 1 };
    await expect(links.decide(member(), link.id, 'reject', given)).rejects.toThrow(NotPermitted);
    expect((await links.ofCase(chair(north), one.id)).notices).toEqual([]);
    expect((await links.ofCase(chair(south), other.id)).notices).toEqual([]);
    expect(await flags(one.id)).toEqual([]);
    expect(await flags(other.id)).toEqual(['serial-suspect']);
  });

  it('names who shares an address without being one person', async () => {
    const { referrals, links, chair, north, police } = await world();
    const [a, b] = [strangers(), strangers()];
    const home = { address: `Flat 3, ${count} Quarry Rise, Nether Saltings`, postcode: 'QX7 8WJ' };
    const turned = { address: `${count} QUARRY RISE, FLAT 3, Nether Saltings`, postcode: 'qx78wj' };
    const first = await refer(referrals, referralOf(north, police, a.victim, { ...a.suspect, ...home }));
    const second = await refer(referrals, referralOf(north, police, { ...b.victim, ...turned }, b.suspect));
    const { shared, links: found } = await links.ofCase(chair(north), second.id);
    expect(found).toEqual([]);
    expect(
      shared.map(({ kind, own, other, otherCase }) => [kind, own.role, other.role, otherCase.id]),
    ).toEqual([['address', 'victim', 'suspect', first.id]]);
  });

  it('sees that the harm has moved on to another victim', async () => {
    const { db, referrals, cases, clock, north, police, facts, flags } = await world();
    const { victim, suspect } = strangers();
    const first = await refer(
      referrals,
      referralOf(north, police, victim, suspect, { referredOn: day('2026-01-05') }),
    );
    await db.transaction(() => cases.close(first.id, clock.now()));
    const next = await refer(referrals, referralOf(north, police, strangers().victim, suspect));
    expect((await facts(next.id)).facts).toMatchObject({ isDisplacement: 'yes', isRepeat: 'no' });
    expect(await flags(next.id)).toEqual(['displacement', 'serial-suspect']);
    expect(await flags(first.id)).toEqual([]);
  });

  it('keeps no name, number or address in the keys it looks up by', async () => {
    const { db, referrals, north, police } = await world();
    const { victim, suspect } = strangers();
    await refer(referrals, referralOf(north, police, { ...victim, phone: '07700 900333' }, suspect));
    const rows = await db.reading.find(LookupKeyRow);
    expect(rows.length).toBeGreaterThan(8);
    for (const { hash } of rows) expect(hash).toMatch(/^[\w-]{24}$/);
    expect(
      await linkServices(db, given().clock).referrals.refer(
        SYSTEM,
        referralOf(north, police, victim, suspect),
      ),
    ).toMatchObject({ ok: false });
  });
}
