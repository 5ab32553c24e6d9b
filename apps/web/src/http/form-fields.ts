import type { PageError } from '../layout/page.js';

/** What a form or an address carried, before anybody has looked at it. */
export type Sent = Readonly<Record<string, unknown>>;

/** One text of a form; empty when it was not sent or sent twice. */
export function sentText(sent: Sent, name: string): string {
  const value = sent[name];
  return typeof value === 'string' ? value : '';
}

/** Every value that was ticked under one name. */
export function sentChoices(sent: Sent, name: string): string[] {
  const value = sent[name];
  const values = Array.isArray(value) ? value : [value];
  return values.filter((one): one is string => typeof one === 'string' && one !== '');
}

/** The value that was chosen, when it is one of those offered. */
export function sentOneOf<T extends string>(sent: Sent, name: string, offered: readonly T[]): T | null {
  const value = sentText(sent, name);
  return offered.find((one) => one === value) ?? null;
}

/** The version a form was made from; 0, which fits nothing, when it makes no sense. */
export function sentVersion(sent: Sent): number {
  const value = sentText(sent, 'version');
  return /^\d{1,9}$/.test(value) ? Number(value) : 0;
}

/** Where the inputs of a form stand: the name the API gives a field, the id on the page, and its label. */
export type InputPlaces = Readonly<Record<string, { id: string; label: string }>>;

/** Problems of the API as lines of the error summary, each leading to its input. */
export function pageErrors(
  problems: readonly { field: string | null; text: string }[],
  places: InputPlaces,
): PageError[] {
  return problems.map(({ field, text }) => {
    const place = field === null ? undefined : places[field];
    if (!place) return { text, field: null };
    return { text: /[.!?]$/.test(text) ? text : `${place.label}: ${lowerFirst(text)}`, field: place.id };
  });
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** An address with what is set in it, in this order; lists repeat the name. */
export function address(
  path: string,
  query: Readonly<Record<string, string | readonly string[] | null>>,
): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one) params.append(name, one);
  }
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}
