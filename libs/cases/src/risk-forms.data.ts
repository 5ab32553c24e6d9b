import type { Known } from './case-facts.rules.js';
import { HIGHEST_SCORE, PROMPT_WORDS, promptFinding, type RiskTool, TOOL_ITEMS } from './risk-tool.rules.js';

/** One question of a form, in plain words of our own; `hint` says what counts. */
export type RiskQuestion = { item: string; text: string; hint: string };

/**
 * A form somebody who is no specialist can fill in. A form is never changed: a new wording is a new version, and what was
 * filled in before is shown with the questions it was asked with.
 */
export type RiskForm = {
  tool: RiskTool;
  version: string;
  name: string;
  about: string;
  source: string;
  questions: readonly RiskQuestion[];
};

const asked = (item: string, text: string, hint = ''): RiskQuestion => ({ item, text, hint });

const FOUR: RiskForm = {
  tool: 'four',
  version: 'four/1',
  name: 'FOUR screen',
  about:
    'Four questions that tell stalking from other trouble. Write down what shows it, also where you say no.',
  source: 'Bexley 7 Minute Briefing: Stalking and Harassment',
  questions: [
    asked('fixated', 'Is the suspect fixated on this person?', 'They cannot leave this one person alone.'),
    asked('obsessive', 'Is it obsessive?', 'They put much time, effort or money into it.'),
    asked(
      'unwanted',
      'Is it unwanted?',
      'The victim does not want it. They need not have told the suspect so.',
    ),
    asked(
      'repeated',
      'Has it happened more than once?',
      'Twice is enough, and it need not be the same thing.',
    ),
  ],
};

const PROMPT: RiskForm = {
  tool: 'stalking_or_harassment',
  version: 'stalking-or-harassment/1',
  name: 'Stalking or harassment',
  about:
    'Six questions so that stalking is not taken for a dispute. Whatever the answer, make people safe first.',
  source: 'Bexley 7 Minute Briefing: Stalking and Harassment',
  questions: [
    asked(
      'effect',
      'Does it affect the victim’s body, feelings or mind?',
      'Sleep, health, work, how they live.',
    ),
    asked('persistent_fear', 'Are they afraid of what may happen next, again and again?'),
    asked('effort', 'Does the suspect put much time, effort or money into it?'),
    asked('oppressed_only', 'Do they feel burdened by it, but not seriously alarmed or distressed?'),
    asked('certain_acts_only', 'Are they afraid of certain acts only, and not the rest of the time?'),
    asked('dispute_would_end_it', 'Is it about a dispute, and would it stop if that were settled?'),
  ],
};

const SCREEN: RiskForm = {
  tool: 'stalking_screen',
  version: 'stalking-screen-11/1',
  name: 'Stalking screening tool',
  about: 'Eleven questions about danger. Ask the victim, and leave open what nobody knows: open is not no.',
  source: 'Themes of the 11-question stalking screening tool (S-DASH), in our words',
  questions: [
    asked('very_frightened', 'Is the victim very frightened?'),
    asked('previous_harassment', 'Has the suspect harassed this victim, or somebody else, before?'),
    asked('property_damage', 'Has the suspect ever damaged the victim’s property on purpose?'),
    asked(
      'visits_over_three_a_week',
      'Does the suspect turn up more than three times a week?',
      'At home, at work or elsewhere.',
    ),
    asked('loitering', 'Does the suspect wait about near the victim’s home, work or other places?'),
    asked('threats', 'Has the suspect threatened violence, of any kind?', 'Sexual violence, too.'),
    asked(
      'third_parties_harassed',
      'Has the suspect harassed somebody near the victim since it began?',
      'Family, children, friends, colleagues, neighbours.',
    ),
    asked('violence_in_episode', 'Has the suspect been violent to anybody since it began?'),
    asked(
      'others_recruited',
      'Has the suspect got others to help, knowingly or not?',
      'This is stalking by proxy.',
    ),
    asked('substance_misuse', 'Does the suspect misuse drugs or alcohol?'),
    asked('previous_violence', 'Was the suspect violent in the past?', 'To anybody, recorded or not.'),
  ],
};

const DASH: RiskForm = {
  tool: 'dash',
  version: 'dash-24/1',
  name: 'Dash',
  about:
    'Twenty-four questions on domestic abuse. Fourteen “yes” are high risk. Leave open what nobody knows.',
  source:
    'Themes of the SafeLives Dash checklist, in our words; its threshold of 14 from the SafeLives criteria',
  questions: [
    asked('injured_now', 'Did the latest incident leave an injury?'),
    asked('is_afraid', 'Is the victim frightened?'),
    asked('fears_more_harm', 'Do they fear more injury or violence?'),
    asked('cut_off', 'Does the suspect keep them away from family or friends?'),
    asked('feels_low', 'Do they feel low, or have thoughts of suicide?'),
    asked('separated', 'Have they separated, or tried to, within the past year?'),
    asked('contact_conflict', 'Is there conflict about contact with children?'),
    asked('stalked', 'Does the suspect keep contacting, following, stalking or harassing them?'),
    asked('pregnant_or_baby', 'Is the victim pregnant, or was there a baby within the past 18 months?'),
    asked('more_often', 'Does the abuse happen more often?'),
    asked('getting_worse', 'Is the abuse getting worse?'),
    asked('controls', 'Does the suspect try to control everything, or is very jealous?'),
    asked('weapon_used', 'Has the suspect used a weapon or an object to hurt them?'),
    asked('threatened_to_kill', 'Has the suspect threatened to kill somebody, and was believed?'),
    asked('strangled', 'Has the suspect tried to strangle, choke, suffocate or drown them?'),
    asked('sexual_harm', 'Does the suspect do or say sexual things that hurt or distress them?'),
    asked('others_threatened', 'Has anybody else threatened them, or are they afraid of somebody else?'),
    asked('hurt_others', 'Has the suspect hurt somebody else?', 'Children, family, an earlier partner.'),
    asked('hurt_animals', 'Has the suspect mistreated an animal?'),
    asked('money', 'Is there trouble about money, or do they depend on the suspect for it?'),
    asked(
      'suspect_in_trouble',
      'Has the suspect had trouble with drugs, alcohol or mental health in the past year?',
    ),
    asked('suspect_suicidal', 'Has the suspect threatened or tried suicide?'),
    asked('broke_conditions', 'Has the suspect broken bail, an injunction or a contact agreement?'),
    asked('police_record', 'Has the suspect been in trouble with the police before?'),
  ],
};

/** Every form in every version, the one in use first for each tool. */
export const RISK_FORMS: readonly RiskForm[] = [FOUR, PROMPT, SCREEN, DASH];

/** The form of a tool that is in use now; null for a tool without questions. */
export function formInUse(tool: RiskTool): RiskForm | null {
  return RISK_FORMS.find((form) => form.tool === tool) ?? null;
}

/** The question as it was asked in that version; the newest wording where the version is not ours. */
export function questionOf(tool: RiskTool, version: string, item: string): string | null {
  const forms = RISK_FORMS.filter((form) => form.tool === tool);
  const form = forms.find((one) => one.version === version) ?? forms[0];
  return form?.questions.find((one) => one.item === item)?.text ?? null;
}

/** What a result of a tool says, in words: "3 of 4 yes, 1 not known". Questions left open are named, never taken for no. */
export function findingInWords(result: {
  tool: RiskTool;
  score: number | null;
  answers: Readonly<Record<string, Known>>;
}): string {
  const { tool, score, answers } = result;
  if (tool === 'stalking_or_harassment') return PROMPT_WORDS[promptFinding(answers)];
  const most = HIGHEST_SCORE[tool];
  if (most === null) return 'Judged by a professional.';
  const items = TOOL_ITEMS[tool];
  const count = (answer: Known) => items.filter((item) => (answers[item] ?? 'unknown') === answer).length;
  if (score !== null) return `${score} of ${most} yes.`;
  if (count('yes') + count('no') === 0) return 'Nothing is answered yet.';
  return `${count('yes')} of ${most} yes so far, ${count('unknown')} not known. What is not known may be yes.`;
}
