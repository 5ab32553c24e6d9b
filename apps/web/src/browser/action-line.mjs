/**
 * Understands an action written on one line: "@police arrange safety visit by Friday". The server and the browser
 * use this same file, so that what is shown before Enter is what will be recorded. No clock and no lists of its own:
 * the page gives the day, the next meeting and the agencies.
 */

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAY = '(?:on\\s+)?(?:next\\s+)?(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?';
const DATE = '(\\d{1,2})(?:st|nd|rd|th)?[\\s/.-]+(\\d{1,2}|[a-z]{3,9})(?:[\\s/.-]+(\\d{4}))?';
const BY = new RegExp(
  `\\s+by\\s+(?:(today|tomorrow)|(next\\s+(?:panel|meeting))|in\\s+(\\d{1,3})\\s+days?|${WEEKDAY}|${DATE})\\s*\\.?$`,
  'i',
);

const toEpoch = (day) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
const fromEpoch = (days) => new Date(days * 86_400_000).toISOString().slice(0, 10);

function weekdayAfter(today, name) {
  const wanted = WEEKDAYS.findIndex((weekday) => weekday.startsWith(name.toLowerCase().slice(0, 3)));
  const from = toEpoch(today);
  const ahead = (wanted - ((from + 4) % 7) + 7) % 7;
  return fromEpoch(from + (ahead === 0 ? 7 : ahead));
}

function dateAfter(today, dayText, monthText, yearText) {
  const month = /^\d/.test(monthText)
    ? Number(monthText)
    : MONTHS.indexOf(monthText.toLowerCase().slice(0, 3)) + 1;
  const inYear = (year) => {
    const text = `${year}-${String(month).padStart(2, '0')}-${dayText.padStart(2, '0')}`;
    const at = Date.parse(`${text}T00:00:00Z`);
    return Number.isNaN(at) || fromEpoch(at / 86_400_000) !== text ? null : text;
  };
  if (yearText) return inYear(Number(yearText));
  const year = Number(today.slice(0, 4));
  const thisYear = inYear(year);
  return thisYear && thisYear >= today ? thisYear : inYear(year + 1);
}

function dayOf(found, context) {
  const [, near, nextMeeting, inDays, weekday, date, month, year] = found;
  if (near) return fromEpoch(toEpoch(context.today) + (near.toLowerCase() === 'today' ? 0 : 1));
  if (nextMeeting) return context.nextMeetingOn;
  if (inDays) return fromEpoch(toEpoch(context.today) + Number(inDays));
  if (weekday) return weekdayAfter(context.today, weekday);
  return dateAfter(context.today, date, month, year);
}

function agencyOf(tag, agencies) {
  const wanted = tag.toLowerCase();
  const tagsOf = (agency) => agency.tags.map((known) => known.toLowerCase());
  const exact = agencies.filter((agency) => tagsOf(agency).includes(wanted));
  const starts = agencies.filter((agency) => tagsOf(agency).some((known) => known.startsWith(wanted)));
  return exact.length ? exact[0] : starts.length === 1 ? starts[0] : null;
}

/** The action a line describes, or what is wrong with it in a plain sentence. */
export function readActionLine(line, context) {
  const tag = /(?:^|\s)@([\p{L}\p{N}][\p{L}\p{N}-]*)/u.exec(line);
  const names = context.agencies.map((agency) => `@${agency.tags[0]}`).join(', ');
  if (!tag) return { error: `Say which agency will do it. Start with one of ${names}` };
  const agency = agencyOf(tag[1], context.agencies);
  if (!agency) return { error: `No agency here is called @${tag[1]}. Use one of ${names}` };
  let text = line.replace(tag[0], ' ').replace(/\s+/g, ' ').trim();
  let dueOn = context.defaultDueOn;
  const by = BY.exec(` ${text}`);
  if (by) {
    const day = dayOf(by, context);
    if (!day) return { error: 'That date does not exist. Write for example "by 12 January" or "by Friday"' };
    if (day < context.today) return { error: 'The date has passed. Write a later one' };
    dueOn = day;
    text = ` ${text}`.slice(0, by.index).trim();
  }
  if (text.length < 4) return { error: 'Say what will be done, after the agency' };
  return {
    agencyId: agency.agencyId,
    agencyName: agency.name,
    text: text[0].toUpperCase() + text.slice(1),
    dueOn,
  };
}
