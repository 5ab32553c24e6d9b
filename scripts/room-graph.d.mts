export function roomGraph(): string;
export function roomDrawings(): Map<string, string>;
