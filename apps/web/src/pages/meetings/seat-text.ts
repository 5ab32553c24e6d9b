/** An answer of a seat as one text, to see whether it was changed. */
export function seatText(presence: string, note: string, isAgreed: boolean): string {
  return [presence, isAgreed ? 'yes' : 'no', note].join(' ');
}
